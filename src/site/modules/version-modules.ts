/** Environment modules that provide a version of a language, recognised by the usual names. Pure. */
import { compareVersions, minorVersion } from '../../base/version.js';

/**
 * Minor version → the module with its newest patch release: `python/3.12.4`, `Python/3.11.3-GCCcore-12.3.0`, `cray-python/3.10.10`.
 * Of several builds of one version, the last one in the order of `module avail` is used.
 */
export function versionModules(names: readonly string[], language: string): Map<string, string> {
  const pattern = new RegExp(`(?:^|[/-])${language}\\d?/(\\d+\\.\\d+(?:\\.\\d+)?)(?![\\d.])`, 'i');
  const found = new Map<string, { name: string; version: string }>();
  for (const name of names) {
    const version = pattern.exec(name)?.[1];
    if (version === undefined) continue;
    const minor = minorVersion(version);
    const best = found.get(minor);
    if (!best || compareVersions(version, best.version) >= 0) found.set(minor, { name, version });
  }
  return new Map([...found].map(([minor, { name }]) => [minor, name]));
}

/** The module to load in place of one that a host no longer has: the newest version of the same module; one that brings a version of the language keeps that. Undefined if there is none. */
export function newestModule(
  gone: string,
  names: readonly string[],
  { language, language_version }: { language: string; language_version: string },
): string | undefined {
  const same = names.filter((name) => baseOf(name) === baseOf(gone));
  if (versionModules([gone], language).size > 0) {
    const wanted = language_version || [...versionModules([gone], language).keys()][0] || '';
    return versionModules(same, language).get(minorVersion(wanted));
  }
  // Made where it is needed, which is seldom: it takes 3 MB.
  return same.sort(new Intl.Collator('en', { numeric: true }).compare).at(-1);
}

/** The name without its version, which is the part after the last slash. */
function baseOf(name: string): string {
  const at = name.lastIndexOf('/');
  return at < 0 ? name : name.slice(0, at);
}
