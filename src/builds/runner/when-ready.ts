/** The runner's program may start while the files of its build are made: then it waits until they are complete. */
import { read } from 'node:fs';
import { promisify } from 'node:util';

/** The word after the build's directory. */
export const WHEN_READY = 'when-ready';

const INPUT = 0;

/** Waits for a byte on standard input. False if it ends without one: the build was refused, or its server has ended. */
export async function becomesReady(): Promise<boolean> {
  const { bytesRead } = await promisify(read)(INPUT, Buffer.alloc(1), 0, 1, null);
  return bytesRead > 0;
}
