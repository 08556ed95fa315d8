/**
 * The lock of a recipe: the exact packages to install, each with a hash, instead of a solve. Each source has its own lines
 * (`locked` in sources/): after those of an environment, lines of what is added to it may follow.
 */
import { UserError } from '../../base/errors.js';
import { addingSource, type SourceId, sourceOf, sourceOfLock, sources } from '../../sources/index.js';

export const LOCK_MOST = 500_000;

export interface LockedPackage {
  name: string;
  version: string;
  source: SourceId;
  /** The URL of its conda channel. */
  channel?: string;
}

export interface Lock {
  /** The source of the environment itself. */
  source: SourceId;
  /** The lines for the source's tools. */
  lock: string;
  /** What is added to an environment of another source. */
  added_lock?: string;
  packages: LockedPackage[];
}

/** @throws UserError `lock-not-understood` with the first line that has no exact version or no hash. */
export function parseLock(text: string): Lock {
  if (text.length > LOCK_MOST) throw new UserError('text-too-long', { what: 'The lock', most: LOCK_MOST });
  const lines = text.split('\n').map((line) => line.trim());
  const source = sourceOfLock(lines);
  const possible = new Set([source, addingSource()]);
  const own: string[] = [];
  const added: string[] = [];
  const packages = lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#') || line === sourceOf(source).locked.head) return [];
    const found = readLine(line, possible);
    if (!found) throw new UserError('lock-not-understood', { given: line }, undefined, index + 1);
    (found.source === source ? own : added).push(line);
    return [found];
  });
  return {
    source,
    lock: renderLock({ source, own }),
    packages,
    ...(added.length > 0 && { added_lock: linesOf(added) }),
  };
}

function readLine(line: string, possible: ReadonlySet<SourceId>): LockedPackage | undefined {
  for (const source of possible) {
    const found = sources[source].locked.read(line);
    if (found) return { ...found, source };
  }
  return undefined;
}

/** The text of a lock: the lines of the environment's source, and of what is added to it. */
export function renderLock({
  source,
  own,
  added = [],
}: {
  source: SourceId;
  own: readonly string[];
  added?: readonly string[];
}): string {
  const head = sourceOf(source).locked.head;
  return linesOf([...(head ? [head] : []), ...own, ...added]);
}

function linesOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
