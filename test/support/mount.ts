/** File systems that are small, or cannot be written, in a test's home; only root may mount them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Home } from './home.js';

/** Whether this process may mount. */
export const mayMount = process.getuid?.() === 0;

/** Puts a small file system into a directory of the home until the test has finished. `options` as `mount -o` takes them. */
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

/** Unmounts everything below a home, wherever it was moved to meanwhile. */
export function unmountAll({ directory }: Home): void {
  // The fifth field is the mount point: proc_pid_mountinfo(5).
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '');
  for (const point of points.filter((each) => each.startsWith(`${directory}/`)).reverse())
    execFileSync('umount', ['--lazy', point]);
}
