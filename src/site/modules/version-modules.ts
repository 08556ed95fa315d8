/** Environment modules that bring a version of a language, by the name and number that sites give them. Pure. */
import { compareVersions, minorVersion } from '../../base/version.js';

/**
 * Minor version → the module of its newest: `python/3.12.4`, `Python/3.11.3-GCCcore-12.3.0`, `cray-python/3.10.10`.
 * Of several builds of one version the last one is taken, as `module avail` sorts them.
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
