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
