/** Whether a file system keeps the time of the last access of its files. */
import { readFileSync } from 'node:fs';

export interface Mount {
  point: string;
  keepsAccessTimes: boolean;
}

/** The mounts of this process, the longest path first: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
export function readMounts(file = '/proc/self/mountinfo'): Mount[] {
  return parseMounts(tryRead(file));
}

export function parseMounts(text: string): Mount[] {
  const mounts = text.split('\n').flatMap((line) => {
    const [, , , , point, options] = line.split(' ');
    if (!point || !options) return [];
    return [{ point: unescaped(point), keepsAccessTimes: !options.split(',').includes('noatime') }];
  });
  return mounts.sort((a, b) => b.point.length - a.point.length);
}

/** A path in no known mount keeps none. */
export function keepsAccessTimes(path: string, mounts: readonly Mount[]): boolean {
  const mount = mounts.find(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`));
  return mount?.keepsAccessTimes ?? false;
}

/** Spaces and backslashes in paths are octal numbers. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function tryRead(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
