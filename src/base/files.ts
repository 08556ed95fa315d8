/** Atomic writes (a reader sees the old content or the new, never a part), file system errors in words, the age of files. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { UserError } from './errors.js';
import { makeDirectory, makeDirectorySync } from './make-directory.js';
import { isRecord } from './stored.js';

function temporaryPath(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.new`;
}

/** Writes a file atomically and makes its directory. A failed write leaves no file. The umask applies to `mode`. */
export async function writeFileAtomic(path: string, text: string | Uint8Array, mode = 0o666): Promise<void> {
  const temporary = temporaryPath(path);
  await makeDirectory(dirname(path));
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw withPath(error, path);
  }
}

/** The same for the runner, which must not run other code meanwhile. */
export function writeFileAtomicSync(path: string, text: string | Uint8Array, mode = 0o666): void {
  const temporary = temporaryPath(path);
  makeDirectorySync(dirname(path));
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw withPath(error, path);
  }
}

/** The same error with the path that it is about, which Node leaves out when a write fails. */
export function withPath(error: unknown, path: string): unknown {
  return error instanceof Error ? Object.assign(error, { path }) : error;
}

/** The UserError for a write below a directory that the file system refused; any other error unchanged. */
export function asWriteError(error: unknown, path: string): unknown {
  const { errno } = error as NodeJS.ErrnoException;
  if (errno === undefined) return error;
  return new UserError('directory-not-writable', {
    path,
    reason: describeFileError(error as NodeJS.ErrnoException),
  });
}

/** Whether it is the UserError for a write that had no room. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof UserError) || error.code !== 'directory-not-writable') return false;
  const facts: unknown = error.facts;
  const full: unknown[] = NO_ROOM.map((code) => reasons[code]);
  return isRecord(facts) && full.includes(facts.reason);
}

/** Whether a write failed because the file system is full or the quota is used up. */
export function hasNoRoom({ code = '' }: NodeJS.ErrnoException): boolean {
  return NO_ROOM.includes(code);
}

const NO_ROOM = ['ENOSPC', 'EDQUOT'];

/** A file system error in words. */
export function describeFileError({ code = '', errno, message }: NodeJS.ErrnoException): string {
  // Node's own message names the call and a path, which may be a temporary one.
  const [, words] = (errno !== undefined && getSystemErrorMap().get(errno)) || [];
  return reasons[code] ?? words ?? message;
}

const reasons: Record<string, string> = {
  ENOSPC: 'the file system is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'it is not writable for you',
  EPERM: 'it is not writable for you',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
};

/** An absolute path and the directories above it, the nearest first. */
export function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

/** The directory, or the nearest one above it that is there. */
export function present(directory: string): string {
  return upwards(directory).find(existsSync) ?? directory;
}

/** The names in a directory; none if it cannot be read. */
export function namesInDirectory(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Milliseconds since a file was written, by the clock of its file system; infinite if it does not exist. */
export function fileAge(path: string): number {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return written === undefined ? Number.POSITIVE_INFINITY : fileSystemTime(path) - written;
}

/** The time of the file system, which may be another host's; this host's time if nothing can be written. */
function fileSystemTime(path: string): number {
  const probe = temporaryPath(path);
  try {
    writeFileSync(probe, '', { mode: 0o600 });
    return statSync(probe).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    rmSync(probe, { force: true });
  }
}
