/** Small or read-only file systems in a test's home; only root can mount them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Home } from './home.js';

/** Whether this process can mount file systems. */
export const mayMount = process.getuid?.() === 0;

/** Mounts a small file system on a directory of the home until the test has finished. `options` are those of `mount -o`. */
export function mountSmall(home: Home, directory: string, options: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
  onTestFinished(() => unmountAll(home));
}

/** Makes a directory of the home read-only until the test has finished, or unmountAll. */
export function makeReadOnly(home: Home, directory: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['--bind', directory, directory]);
  execFileSync('mount', ['-o', 'remount,bind,ro', directory]);
  onTestFinished(() => unmountAll(home));
}

/** Unmounts everything below a home, even if it was moved. */
export function unmountAll({ directory }: Home): void {
  // The fifth field is the mount point: proc_pid_mountinfo(5).
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '');
  for (const point of points.filter((each) => each.startsWith(`${directory}/`)).reverse())
    execFileSync('umount', ['--lazy', point]);
}
