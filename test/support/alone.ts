/** Work that only one of several test processes may do at a time. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { waitFor } from './wait.js';

/** Holds a lock, a directory, during the work; one that is older than the work may take, in seconds, is a dead one's. */
export async function alone(lock: string, seconds: number, work: () => Promise<void> | void): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  await waitFor(`another test to give ${lock} back`, () => takeLock(lock, seconds), 2 * seconds);
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string, seconds: number): boolean {
  if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > seconds * 1000)
    rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
