/** Work that only one test process can do at a time. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { releaseLock, takeLock } from '../../src/builds/holding/lock.js';
import { waitFor } from './wait.js';

// Waiting is right as long as a live process holds it.
const PATIENCE = 600;

/** Holds a lock file during the work. A lock with a dead holder does not count. */
export async function alone<Value>(lock: string, work: () => Promise<Value> | Value): Promise<Value> {
  const id = randomUUID();
  mkdirSync(dirname(lock), { recursive: true });
  await waitFor(`another test to give ${lock} back`, async () => !(await takeLock(lock, id)), PATIENCE);
  try {
    return await work();
  } finally {
    await releaseLock(lock, id);
  }
}
