/**
 * Inspects a directory in a child process with a time limit, because a file system that hangs, such as that of a dead
 * NFS server, blocks a process for minutes.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { UserError } from '../../base/errors.js';
import { signalChild } from '../../base/process-group.js';
import { limitTime } from '../../base/time-limit.js';
import program from './look.sh';

export interface DirectoryLook {
  /** The directory itself, or its nearest ancestor that exists. */
  path: string;
  is_directory: boolean;
  writable: boolean;
  /** The mount options of its file system, such as `ro` and `noexec`: see mount(8). */
  options: readonly string[];
  /** Bytes: free for this user, and in total. */
  free_bytes: number;
  total_bytes: number;
  /** Files that can still be made; infinite if the file system has no limit. */
  free_files: number;
}

/** The time limit; a file system that works answers within milliseconds. */
export const LOOK_SECONDS = 3;

// Milliseconds. Each inspection of a file system that hangs leaves a process behind.
const KEPT = { answer: 3000, silence: 30_000 };

interface KeptLook {
  until: number;
  look: Promise<DirectoryLook | 'silent'>;
  latest?: DirectoryLook | 'silent';
}

const kept = new Map<string, KeptLook>();

/** Returns `silent` if the file system does not answer. Calls within a few seconds share one answer. */
export function lookAt(path: string): Promise<DirectoryLook | 'silent'> {
  const known = kept.get(path);
  if (known && performance.now() < known.until) return known.look;
  return lookAgain(path);
}

/** Like `lookAt`, for a decision that needs a current answer; only `silent` is still shared. */
export function lookAgain(path: string): Promise<DirectoryLook | 'silent'> {
  const known = kept.get(path);
  if (known?.latest === 'silent' && performance.now() < known.until) return known.look;
  const entry: KeptLook = { until: Number.POSITIVE_INFINITY, look: lookNow(path) };
  entry.look.then(
    (look) => {
      entry.latest = look;
      entry.until = performance.now() + (look === 'silent' ? KEPT.silence : KEPT.answer);
    },
    () => kept.delete(path),
  );
  kept.set(path, entry);
  return entry.look;
}

/** Whether the file system did not answer when it was last inspected. */
export function isKnownSilent(path: string): boolean {
  return kept.get(path)?.latest === 'silent';
}

async function lookNow(path: string): Promise<DirectoryLook | 'silent'> {
  const child = spawn('/bin/sh', ['-c', program, 'sh', path], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
    detached: true,
  });
  const failed = new Promise<undefined>((resolve) => child.once('error', () => resolve(undefined)));
  // Every host has the program: no descriptor is left for its output.
  if (!child.pid) throw new UserError('files-open-limit', {});
  let lift = () => {};
  const late = new Promise<undefined>((resolve) => {
    lift = limitTime(LOOK_SECONDS * 1000, () => resolve(undefined));
  });
  const said = await Promise.race([text(child.stdout).catch(() => undefined), failed, late]);
  lift();
  if (said !== undefined) return readLook(said);
  // A process that waits for a dead server may not even react to a signal, so its end is not awaited.
  signalChild(child, 'SIGKILL');
  child.stdout.destroy();
  child.unref();
  return 'silent';
}

function readLook(said: string): DirectoryLook {
  const [path = '/', real = path, kind, may, figures = ''] = said.split('\0');
  const [free = 0, block = 0, total = 0, files = 0, free_files = 0] = figures.split(' ').map(Number);
  return {
    path,
    is_directory: kind === 'directory',
    writable: may === 'write',
    options: mountOptions(real),
    free_bytes: free * block,
    total_bytes: total * block,
    // Some file systems allocate inodes as needed, and report 0 of 0.
    free_files: files === 0 ? Number.POSITIVE_INFINITY : free_files,
  };
}

/** The options of the mount that a path is in: proc_pid_mountinfo(5). Reading that list cannot hang. */
function mountOptions(path: string): string[] {
  const mounts = readMounts().map((line) => line.split(' '));
  const around = mounts.filter(([, , , , point = '']) => isBelow(path, fromOctal(point)));
  const longest = Math.max(0, ...around.map(([, , , , point = '']) => point.length));
  // Of several mounts at one path, the last one is visible.
  return around.findLast(([, , , , point = '']) => point.length === longest)?.[5]?.split(',') ?? [];
}

function readMounts(): string[] {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  } catch {
    return [];
  }
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** Spaces and some other characters are escaped in octal. */
function fromOctal(point: string): string {
  return point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
