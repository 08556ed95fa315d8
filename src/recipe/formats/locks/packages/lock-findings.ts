/** What every lock gives: the exact packages with their hashes, for the recipe's lock. */
import { UserError } from '../../../../base/errors.js';
import { languageOrDefault } from '../../../../languages/index.js';
import type { Language } from '../../../../languages/language.js';
import { type Finding, note } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import type { ReadingContext } from '../../../../reading/reader.js';
import { PackageSpec } from '../../../../sources/specs/package-spec.js';
import { NODEFAULTS } from '../../../channels/channel.js';
import { LOCK_MOST, type LockedPackage, parseLock, renderLock } from '../../../schema/lock.js';
import { fileName } from '../../files/format.js';

export interface LockRead {
  /** Its name in messages: `uv.lock`. */
  format: string;
  /** `URL#HASH` of the packages of conda; absent for a lock without an environment of conda. */
  conda?: readonly string[];
  /** Lines for pip. */
  pip: readonly string[];
  /** The packages that the lock was made for, if it says which; the others are what these need. */
  asked?: readonly Finding[];
}

/** @throws UserError if a package has no exact version or no hash, or there is none. */
export function lockFindings(
  given: GivenText,
  { language, others }: Pick<ReadingContext, 'language' | 'others'>,
  { format, conda, pip, asked }: LockRead,
): Finding[] {
  const value = renderLock(
    conda ? { source: 'conda', own: conda, added: pip } : { source: 'pypi', own: pip },
  );
  if (value.length > LOCK_MOST)
    throw new UserError('file-too-large', {
      file: fileName(given),
      most: `${LOCK_MOST / 1000} kB of hashes`,
    });
  const { source, packages } = parseLock(value);
  if (packages.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  const channels = [...new Set(packages.flatMap(({ channel }) => channel ?? []))];
  const own = packages.filter((each) => each.source === source);
  const version = versionIn(own, languageOrDefault(language));
  return [
    { kind: 'lock', format },
    { kind: 'setting', field: 'lock', value },
    ...(conda ? [{ kind: 'source', source: 'conda' } as const] : []),
    ...(conda ? [...channels, NODEFAULTS] : []).map((channel): Finding => ({ kind: 'channel', channel })),
    ...(version === '' ? [] : [{ kind: 'version', version } as const]),
    // A file that is given with it asks for packages in its own words.
    ...(others.length > 0 ? [] : (asked ?? [unknownNote(packages.length)])),
  ];
}

/** The minor version of the language, if one of the packages is the language itself; empty if none is. */
function versionIn(packages: readonly LockedPackage[], { packages: syntax }: Language): string {
  for (const { name, version } of packages) {
    const spec = new PackageSpec({ name, extras: [], constraint: [{ operator: '==', version }] });
    const [minor] = /^\d+\.\d+/.exec(syntax.versionAsked(spec) ?? '') ?? [];
    if (minor !== undefined) return minor;
  }
  return '';
}

function unknownNote(count: number): Finding {
  return note(
    `The lock has ${count} packages, and does not say which of them were asked for: the test of the kernel imports none`,
  );
}
