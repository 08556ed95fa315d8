/** The packages that the lock files of an environment name, whichever manager wrote them. Pure. */
import { addingSource, type SourceId, sourceOf, sourceOfLock } from '../sources/index.js';
import type { LockedLine } from '../sources/source.js';
import { withoutSecret } from '../sources/specs/package-address.js';
import type { Locked } from './manager.js';

export interface EnvironmentPackage extends LockedLine {
  source: SourceId;
}

/** In the order of the files; of several lines for one package the first counts. */
export function lockedPackages({ lock, added_lock = '' }: Locked): EnvironmentPackage[] {
  const lines = logicalLines(lock);
  const found = [
    ...packagesIn(lines, sourceOfLock(lines)),
    ...packagesIn(logicalLines(added_lock), addingSource()),
  ];
  const first = new Map<string, EnvironmentPackage>();
  for (const each of found) if (!first.has(packageKey(each))) first.set(packageKey(each), each);
  return [...first.values()];
}

// Locks name what only this machine has, such as `-e /path`, and name it for people alone.
const OPTION = /^-/;
const SHOWN = 60;

/** What is wrong with the text of a lock, as a part of a sentence; undefined if all of it is understood. */
export function lockFault(text: string, source?: SourceId): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (/[\0\ufffd]/.test(text)) return 'it has bytes that are no text';
  if (!text.endsWith('\n') || /\\\s*$/.test(text)) return 'it ends in the middle of a line';
  const lines = logicalLines(text);
  const own = source ?? sourceOfLock(lines);
  const { head, packageOf } = sourceOf(own).locked;
  const wrong = lines.find((line) => line !== head && !OPTION.test(line) && !packageOf(line));
  if (wrong === undefined) return undefined;
  const shown = wrong.length > SHOWN ? `${wrong.slice(0, SHOWN)}…` : wrong;
  return `the line \`${withoutSecret(shown)}\` names no package with its version`;
}

/** Equal for two spellings of one package of a source. */
export function packageKey({ name, source }: Pick<EnvironmentPackage, 'name' | 'source'>): string {
  return `${source}:${sourceOf(source).normalizeName(name)}`;
}

function packagesIn(lines: readonly string[], source: SourceId): EnvironmentPackage[] {
  return lines.flatMap((line) => {
    const found = sourceOf(source).locked.packageOf(line);
    return found ? [{ ...found, source }] : [];
  });
}

// pypi/locks/lock.py writes it before a package of this machine's files.
const LOCAL = /^# not to be had elsewhere: /;

/** Lines without comments; uv breaks a line before each hash. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\\\r?\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim().replace(LOCAL, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}
