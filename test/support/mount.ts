/** Small or read-only file systems in a test's home; only root can mount them. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Home } from './home.js';
import { PYTHON } from './python.js';

/** Whether this process can mount file systems. */
export const mayMount = process.getuid?.() === 0;

/** Mounts a small file system on a directory of the home until the test has finished. `options` are those of `mount -o`. */
export function mountSmall(home: Home, directory: string, options: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=0755,${options}`, 'tmpfs', directory]);
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
    .map((line) => line.split(' ')[4] ?? '')
    // Blanks are written in octal.
    .map((point) => point.replaceAll('\\040', ' '));
  for (const point of points.filter((each) => each.startsWith(`${directory}/`)).reverse())
    execFileSync('umount', ['--lazy', point]);
}

/** Whether this process may mount a file system that hangs. */
export const mayHang = mayMount && existsSync('/dev/fuse');

const hangingProgram = fileURLToPath(new URL('hanging_mount.py', import.meta.url));

/** Puts a file system into a directory of the home that never answers, until the test has finished. */
export async function mountHanging(home: Home, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const server = spawn(PYTHON, ['-I', hangingProgram, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  const ended = once(server, 'exit');
  // Its end lets go of everybody who waits.
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await ended;
    unmountAll(home);
  });
  const [line] = await Promise.race([once(server.stdout, 'data'), ended]);
  if (String(line) !== 'mounted\n') throw new Error(`${hangingProgram} has ended or said: ${String(line)}`);
}
