import { rm } from 'node:fs/promises';
import { waitFor } from './wait.js';

/** Removes a directory in which a process may still write: a runner keeps its compiled code after the end of its build. */
export async function removeDirectory(directory: string): Promise<void> {
  await waitFor(`${directory} to be removed`, async () => {
    try {
      await rm(directory, { recursive: true, force: true });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY') return false;
      throw error;
    }
  });
}
