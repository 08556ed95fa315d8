/**
 * Locks as files that stand two servers, a killed holder and a network file system: made whole by link(2), with
 * the holder's identity inside; a holder that has ended does not count.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.js';
import { fileAge, writeFileAtomicSync } from '../../base/files.js';
import { readStored, type StoredFormat, setAside, storedText } from '../../base/stored.js';
import { buildFiles } from '../build-directory.js';
import { hasRecordedEnd } from '../journal/journal.js';
import { identify, identitySchema, isAlive } from './process-identity.js';

const holderSchema = z.extend(identitySchema, {
  /** The build that the lock is held for. */
  build: z.string(),
  /** The build's directory, where the build is a job: that may wait long before any process of it runs. */
  job: z.optional(z.string()),
});

export type Holder = z.output<typeof holderSchema>;

const holderFormat = { number: 1, schema: holderSchema } satisfies StoredFormat;

/** How often a lock that is held for long has to be renewed, in milliseconds. */
export const RENEWAL = 5000;
// How long a holder on another host, of which nothing else can be seen, may be silent.
const SILENCE = 60_000;
const PAUSE = 5;
// Changing a lock takes microseconds; whoever takes so much longer has been stopped.
const PATIENCE_SECONDS = 10;

/** Takes the lock for a build. Gives nothing if that worked, else who holds it. @throws UserError `lock-not-changed`. */
export function takeLock(path: string, build: string): Promise<Holder | undefined> {
  return withClaim(path, build, async (claim) => {
    for (const until = deadline(); ; await pause(path, until)) {
      if (tryLink(claim, path)) return undefined;
      const holder = readHolder(path);
      if (holder && mayLive(path, holder)) return holder;
      // Looked at once more while nobody else removes it: the dead holder's lock may have become a living one's.
      if ((await alone(path, claim, () => removeIfDead(path))) && tryLink(claim, path)) return undefined;
    }
  });
}

/**
 * Makes this process the holder of a lock that was taken for the same build.
 * Gives the other holder if the lock was lost meanwhile: its first holder may have been killed.
 * @throws UserError `lock-not-changed`.
 */
export async function inheritLock(path: string, build: string): Promise<Holder | undefined> {
  const inherited = await withClaim(path, build, (claim) =>
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
export async function giveLockToJob(path: string, build: string, directory: string): Promise<void> {
  await withClaim(path, build, (claim) =>
    alone(path, claim, () => {
      const holder = readHolder(path);
      // The job may have begun already.
      if (holder?.build === build) writeFileAtomicSync(path, holderText({ ...holder, job: directory }));
    }),
  );
}

/** Shows readers on other hosts that the holder still lives; to be called every RENEWAL milliseconds. */
export function renewLock(path: string, build: string): void {
  const holder = readHolder(path);
  if (holder?.build !== build) return;
  try {
    // The same bytes again: the file system's own clock stamps them, and a full one has nothing to refuse.
    writeFileSync(path, holderText(holder), { flag: 'r+' });
  } catch {
    // The next renewal may work.
  }
}

/** Gives the lock back, if it is (still) held for this build. */
export function releaseLock(path: string, build: string): void {
  if (readHolder(path)?.build === build) rmSync(path, { force: true });
}

/** Who holds the lock, dead or alive; nothing where there is no lock, or it is broken. */
export function readHolder(path: string): Holder | undefined {
  const found = lookAt(path);
  return typeof found === 'string' ? undefined : found;
}

/** A network file system may refuse to read what another host has just replaced: that is `unknown`. */
function lookAt(path: string): Holder | 'missing' | 'broken' | 'unknown' {
  try {
    return readStored(path, holderFormat).value;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'missing';
    // A link in the place of a lock is ELOOP, a socket ENXIO.
    return code === 'stored-file-broken' || code === 'ELOOP' || code === 'ENXIO' ? 'broken' : 'unknown';
  }
}

function mayLive(path: string, holder: Holder): boolean {
  // What became of a job is found out by those who read its build; until then it is not gone.
  if (holder.job) return existsSync(holder.job) && !hasRecordedEnd(buildFiles(holder.job));
  return isAlive(holder) ?? fileAge(path) < SILENCE;
}

/** Lets `use` work with a file that says who wants the lock. */
async function withClaim<Value>(
  path: string,
  build: string,
  use: (claim: string) => Promise<Value>,
): Promise<Value> {
  const claim = `${path}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(claim, claimText(build), { mode: 0o600 });
    return await use(claim);
  } finally {
    rmSync(claim, { force: true });
  }
}

function claimText(build: string, job?: string): string {
  return holderText({ ...identify(), build, ...(job && { job }) });
}

function holderText(holder: Holder): string {
  return storedText(holderFormat, holder);
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

/** A broken lock is kept for whoever wants to know what has happened. Gives whether it is gone. */
function removeIfDead(path: string): boolean {
  const holder = lookAt(path);
  if (holder === 'broken') setAside(path);
  else if (typeof holder !== 'string' && !mayLive(path, holder)) rmSync(path, { force: true });
  else return holder === 'missing';
  return true;
}

/**
 * Changes a lock that exists already, one process at a time. Such a change takes microseconds.
 * @throws UserError `lock-not-changed` where another process does not come to the end of its own.
 */
async function alone<Value>(path: string, claim: string, change: () => Value): Promise<Value> {
  const guard = `${path}.changing`;
  for (const until = deadline(); !tryLink(claim, guard); )
    if (!removeIfDead(guard)) await pause(guard, until);
  try {
    return change();
  } finally {
    rmSync(guard, { force: true });
  }
}

function deadline(): number {
  return performance.now() + PATIENCE_SECONDS * 1000;
}

async function pause(path: string, until: number): Promise<void> {
  if (performance.now() > until) throw new UserError('lock-not-changed', { path, seconds: PATIENCE_SECONDS });
  await setTimeout(PAUSE);
}
