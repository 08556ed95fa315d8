/**
 * What a directory is like, seen by a child process with a time limit: a file system that hangs, such as that of a dead NFS
 * server, blocks whoever looks at it for minutes.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import program from './look.sh';

export interface Look {
  /** The directory itself, or the nearest one above it that exists. */
  path: string;
  is_directory: boolean;
  writable: boolean;
  /** How its file system is mounted: `ro`, `noexec` and others, as mount(8) names them. */
  options: readonly string[];
  /** Bytes that are free for this user, and that there are in all. */
  free_bytes: number;
  total_bytes: number;
  /** Files that can still be made; infinite where the file system has no such limit. */
  free_files: number;
}

/** A file system that answers does so within some milliseconds. */
export const LOOK_SECONDS = 3;

// Each look at a file system that hangs leaves a process behind.
const KEPT = { answer: 3000, silence: 30_000 };

interface Kept {
  until: number;
  look: Promise<Look | 'silent'>;
  latest?: Look | 'silent';
}

const kept = new Map<string, Kept>();

/** `silent` where its file system does not answer. An answer is shared by all who ask within some seconds. */
export function lookAt(path: string): Promise<Look | 'silent'> {
  const known = kept.get(path);
  if (known && performance.now() < known.until) return known.look;
  return lookAgain(path);
}

/** The same, for a decision that must not rest on an earlier answer; that of a file system that hung is kept. */
export function lookAgain(path: string): Promise<Look | 'silent'> {
  const known = kept.get(path);
  if (known?.latest === 'silent' && performance.now() < known.until) return known.look;
  const entry: Kept = { until: Number.POSITIVE_INFINITY, look: lookNow(path) };
  void entry.look.then((look) => {
    entry.latest = look;
    entry.until = performance.now() + (look === 'silent' ? KEPT.silence : KEPT.answer);
  });
  kept.set(path, entry);
  return entry.look;
}

/** Whether the last look found that the file system does not answer. */
export function isKnownSilent(path: string): boolean {
  return kept.get(path)?.latest === 'silent';
}

async function lookNow(path: string): Promise<Look | 'silent'> {
  const child = spawn('/bin/sh', ['-c', program, 'sh', path], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
    detached: true,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LOOK_SECONDS * 1000);
  });
  const failed = new Promise<undefined>((resolve) => child.once('error', () => resolve(undefined)));
  const said = await Promise.race([text(child.stdout).catch(() => undefined), failed, late]);
  clearTimeout(timer);
  if (said !== undefined) return readLook(said);
  // A process that waits for a dead server may not even take a signal: nobody waits for its end.
  child.kill('SIGKILL');
  child.stdout.destroy();
  child.unref();
  return 'silent';
}

function readLook(said: string): Look {
  const [path = '/', real = path, kind, may, figures = ''] = said.split('\0');
  const [free = 0, block = 0, total = 0, files = 0, free_files = 0] = figures.split(' ').map(Number);
  return {
    path,
    is_directory: kind === 'directory',
    writable: may === 'write',
    options: mountOptions(real),
    free_bytes: free * block,
    total_bytes: total * block,
    // Some file systems make room for files as they need it, and say 0 of 0.
    free_files: files === 0 ? Number.POSITIVE_INFINITY : free_files,
  };
}

/** The options of the mount that a path is in: proc_pid_mountinfo(5). The list is not that of any file system. */
function mountOptions(path: string): string[] {
  const mounts = readMounts().map((line) => line.split(' '));
  const around = mounts.filter(([, , , , point = '']) => isBelow(path, fromOctal(point)));
  const longest = Math.max(0, ...around.map(([, , , , point = '']) => point.length));
  // Of several mounts at one place, the last one is seen.
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

/** Blanks and some others are written in octal. */
function fromOctal(point: string): string {
  return point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
