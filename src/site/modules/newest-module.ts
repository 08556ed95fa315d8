/** The module to load in place of one that a host no longer has. Pure. */
import { minorVersion } from '../../base/version.js';
import { versionModules } from './version-modules.js';

const versions = new Intl.Collator('en', { numeric: true });

/** The newest version of the same module; one that brings a version of the language keeps that. Undefined if there is none. */
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
  return same.sort(versions.compare).at(-1);
}

/** The name without its version, which is the part after the last slash. */
function baseOf(name: string): string {
  const at = name.lastIndexOf('/');
  return at < 0 ? name : name.slice(0, at);
}
