/**
 * Locks as files. They work with several servers, a killed holder and a network file system: link(2) creates a lock
 * together with its holder's identity, and a lock with a dead holder does not count.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, lstatSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.js';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';
import { readStored, type StoredFormat, setAside, storedText } from '../../base/stored.js';
import { buildFiles } from '../build-directory.js';
import { hasRecordedEnd } from '../journal/journal.js';
import { identify, identitySchema, mayBeAlive, type ProcessIdentity } from './processes/process-identity.js';

const holderSchema = z.extend(identitySchema, {
  /** The build that the lock is held for. */
  build: z.string(),
  /** The build's directory, if the build is a job: it may wait long before any process of it runs. */
  job: z.optional(z.string()),
});

export type Holder = z.output<typeof holderSchema>;

const holderFormat = { number: 1, schema: holderSchema } satisfies StoredFormat;

/** How often a holder has to renew a lock that it holds for long, in milliseconds. */
export const RENEWAL = 5000;
const PAUSE = 5;
// Changing a lock takes microseconds; a process that takes so much longer is stopped.
const PATIENCE_SECONDS = 10;

/** Takes the lock for a build. Returns the holder if another build has it. @throws UserError `lock-not-changed`. */
export function takeLock(path: string, build: string): Promise<Holder | undefined> {
  return withClaim(path, build, async (claim) => {
    for (const until = deadline(); ; await pause(path, until)) {
      if (tryLink(claim, path)) return undefined;
      const holder = readHolder(path);
      if (holder && mayLive(path, holder)) return holder;
      // Checked again under the guard: a live holder may have taken the dead one's lock in the meantime.
      if ((await alone(path, claim, () => removeIfDead(path))) && tryLink(claim, path)) return undefined;
    }
  });
}

/**
 * Makes this process the holder of a lock that was taken for the same build.
 * Returns the other holder if the lock was lost, as when its first holder was killed.
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

/**
 * Gives the lock to the process that builds, or to a job that has not started (`job` is the build's directory): that
 * holds it until its build ends.
 */
export async function giveLock(
  path: string,
  build: string,
  to: ProcessIdentity | Pick<Holder, 'job'>,
): Promise<void> {
  await withClaim(path, build, (claim) =>
    alone(path, claim, () => {
      const holder = readHolder(path);
      // The build may have ended already.
      if (holder?.build === build) writeFileAtomicSync(path, holderText({ ...holder, ...to }));
    }),
  );
}

/** Shows readers on other hosts that the holder is alive; call it every RENEWAL milliseconds. */
export function renewLock(path: string, build: string): void {
  const holder = readHolder(path);
  if (holder?.build !== build) return;
  try {
    // Writes the same bytes again: the file system's clock sets the time, and it works on a full file system.
    writeFileSync(path, holderText(holder), { flag: 'r+' });
  } catch {
    // The next renewal may work.
  }
}

/** Releases the lock if this build still holds it. */
export function releaseLock(path: string, build: string): void {
  if (readHolder(path)?.build === build) rmSync(path, { force: true });
}

/** The lock's holder, dead or alive; undefined if the lock is missing or broken. */
export function readHolder(path: string): Holder | undefined {
  const found = lookAt(path);
  return typeof found === 'string' ? undefined : found;
}

/** A network file system may fail to read a file that another host replaced a moment ago: that is `unknown`. */
function lookAt(path: string): Holder | 'missing' | 'broken' | 'unknown' {
  try {
    return readStored(path, holderFormat).value;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'missing';
    // ELOOP: the path is a link; ENXIO: it is a socket.
    return code === 'stored-file-broken' || code === 'ELOOP' || code === 'ENXIO' ? 'broken' : 'unknown';
  }
}

function mayLive(path: string, holder: Holder): boolean {
  // A job holds its lock until a reader of its build has recorded the end.
  if (holder.job) return existsSync(holder.job) && !hasRecordedEnd(buildFiles(holder.job));
  return mayBeAlive(holder, path);
}

/** Calls `use` with a file that has the identity of this process, to be linked as the lock. */
async function withClaim<Value>(
  path: string,
  build: string,
  use: (claim: string) => Promise<Value>,
): Promise<Value> {
  const claim = `${path}.${randomBytes(6).toString('hex')}`;
  makeDirectorySync(dirname(path));
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
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw asLinkError(error, to);
    // NFS may have made the link although it fails, if an answer was lost (link(2), BUGS).
    return lstatSync(to, { throwIfNoEntry: false })?.ino === statSync(from).ino;
  }
}

/** Says that a file system has no hard links; any other error unchanged. */
export function asLinkError(error: unknown, path: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  return NO_LINKS.has(code) ? new UserError('hard-links-missing', { path: dirname(path) }) : error;
}

// As link(2) and the file systems in user space say it. The file to link was written to the same directory.
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Returns whether the lock is gone. A broken one is moved aside, so that it can be examined. */
function removeIfDead(path: string): boolean {
  const holder = lookAt(path);
  if (holder === 'broken') setAside(path);
  else if (typeof holder !== 'string' && !mayLive(path, holder)) rmSync(path, { force: true });
  else return holder === 'missing';
  return true;
}

/**
 * Changes an existing lock, one process at a time. Such a change takes microseconds.
 * @throws UserError `lock-not-changed` if another process does not finish its change.
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
