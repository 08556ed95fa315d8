/**
 * Locks as files that stand two servers, a killed holder and a network file system: made whole by link(2), with
 * the holder's identity inside; a holder that has ended does not count.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileAge, writeFileAtomicSync } from '../../base/files.js';
import { buildFiles } from '../build-directory.js';
import { hasToldEnd } from '../journal/journal.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

export interface Holder extends ProcessIdentity {
  /** The build that the lock is held for. */
  build: string;
  /** The build's directory, where the build is a job: that may wait long before any process of it runs. */
  job?: string;
}

/** How often a lock that is held for long has to be renewed, in milliseconds. */
export const RENEWAL = 5000;
// How long a holder on another host, of which nothing else can be seen, may be silent.
const SILENCE = 60_000;
const PAUSE = 5;

/** Takes the lock for a build. Gives nothing if that worked, else who holds it. */
export function takeLock(path: string, build: string): Holder | undefined {
  return withClaim(path, build, (claim) => {
    for (;;) {
      if (tryLink(claim, path)) return undefined;
      const holder = readHolder(path);
      if (holder && mayLive(path, holder)) return holder;
      removeDead(path, claim);
    }
  });
}

/**
 * Makes this process the holder of a lock that was taken for the same build.
 * Gives the other holder if the lock was lost meanwhile: its first holder may have been killed.
 */
export function inheritLock(path: string, build: string): Holder | undefined {
  const inherited = withClaim(path, build, (claim) =>
    alone(path, claim, () => {
      const holder = readHolder(path);
      if (holder?.build !== build) return false;
      if (holder.job) writeFileSync(claim, claimText(build, holder.job));
      renameSync(claim, path);
      return true;
    }),
  );
  return inherited ? undefined : takeLock(path, build);
}

/** Keeps a lock for a job that is yet to begin: it is held until its build has ended, whoever took it. */
export function giveLockToJob(path: string, build: string, directory: string): void {
  withClaim(path, build, (claim) =>
    alone(path, claim, () => {
      const holder = readHolder(path);
      // The job may have begun already.
      if (holder?.build === build) writeFileAtomicSync(path, JSON.stringify({ ...holder, job: directory }));
    }),
  );
}

/** Shows readers on other hosts that the holder still lives; to be called every RENEWAL milliseconds. */
export function renewLock(path: string, build: string): void {
  const holder = readHolder(path);
  if (holder?.build !== build) return;
  try {
    // The same bytes again: the file system's own clock stamps them, and a full one has nothing to refuse.
    writeFileSync(path, JSON.stringify(holder), { flag: 'r+' });
  } catch {
    // The next renewal may work.
  }
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

function mayLive(path: string, holder: Holder): boolean {
  // What became of a job is found out by those who read its build; until then it is not gone.
  if (holder.job) return existsSync(holder.job) && !hasToldEnd(buildFiles(holder.job));
  return isAlive(holder) ?? fileAge(path) < SILENCE;
}

/** Lets `use` work with a file that says who wants the lock. */
function withClaim<Value>(path: string, build: string, use: (claim: string) => Value): Value {
  const claim = `${path}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(claim, claimText(build), { mode: 0o600 });
    return use(claim);
  } finally {
    rmSync(claim, { force: true });
  }
}

function claimText(build: string, job?: string): string {
  return JSON.stringify({ ...identify(), build, ...(job && { job }) } satisfies Holder);
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

/** Looked at once more while nobody else removes it: the dead holder's lock may have become a living one's. */
function removeDead(path: string, claim: string): void {
  alone(path, claim, () => {
    const holder = readHolder(path);
    if (!holder || !mayLive(path, holder)) rmSync(path, { force: true });
  });
}

/** Changes a lock that exists already, one process at a time. Such a change takes microseconds. */
function alone<Value>(path: string, claim: string, change: () => Value): Value {
  const guard = `${path}.changing`;
  while (!tryLink(claim, guard)) {
    const changing = readHolder(guard);
    if (changing && !mayLive(guard, changing)) rmSync(guard, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
  try {
    return change();
  } finally {
    rmSync(guard, { force: true });
  }
}
