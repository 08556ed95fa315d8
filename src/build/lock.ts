/**
 * Locks as files that stand two servers, a killed holder and a network file system: made whole by link(2), with
 * the holder's identity inside; a holder that has ended does not count.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

export interface Holder extends ProcessIdentity {
  /** The build that the lock is held for. */
  build: string;
}

/** Takes the lock for a build. Gives nothing if that worked, else who holds it. */
export function takeLock(path: string, build: string): Holder | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const mine = besides(path);
  writeFileSync(mine, JSON.stringify({ ...identify(), build } satisfies Holder), { mode: 0o600 });
  try {
    for (;;) {
      if (tryLink(mine, path)) return undefined;
      const holder = readHolder(path);
      if (holder && isAlive(holder) !== false) return holder;
      breakLock(path, holder);
    }
  } finally {
    unlinkSync(mine);
  }
}

/** Makes this process the holder of a lock that was taken for the same build. */
export function inheritLock(path: string, build: string): void {
  const mine = besides(path);
  writeFileSync(mine, JSON.stringify({ ...identify(), build } satisfies Holder), { mode: 0o600 });
  renameSync(mine, path);
}

/** Gives the lock back, if it is (still) held for this build. */
export function releaseLock(path: string, build: string): void {
  if (readHolder(path)?.build === build) rmSync(path, { force: true });
}

/** Who holds the lock, dead or alive. */
export function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function besides(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}`;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the dead holder's lock away; if it turns out that a living one had just taken it, it is put back. */
function breakLock(path: string, dead: Holder | undefined): void {
  const aside = besides(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && moved.build !== dead?.build && isAlive(moved) !== false) tryLink(aside, path);
  unlinkSync(aside);
}
