/** File systems that are small, or cannot be written; only root may mount them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** Whether this process may mount. */
export const mayMount = process.getuid?.() === 0;

/** Puts a small file system into a directory until the test has finished. `options` as `mount -o` takes them. */
export function mountSmall(directory: string, options: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
  unmountAfterwards(directory);
}

/** Makes a directory read-only until the test has finished, or until it is told that it is enough. */
export function makeReadOnly(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['--bind', directory, directory]);
  execFileSync('mount', ['-o', 'remount,bind,ro', directory]);
  return unmountAfterwards(directory);
}

function unmountAfterwards(directory: string): () => void {
  let mounted = true;
  const unmount = () => {
    if (mounted) execFileSync('umount', ['--lazy', directory]);
    mounted = false;
  };
  onTestFinished(unmount);
  return unmount;
}
