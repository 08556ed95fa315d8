/** Work that only one of several test processes may do at a time. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { releaseLock, takeLock } from '../../src/builds/holding/lock.js';
import { waitFor } from './wait.js';

// As long as somebody who lives has it, there is nothing wrong with waiting.
const PATIENCE = 600;

/** Holds a lock, a file, during the work. One whose holder has ended does not count. */
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
