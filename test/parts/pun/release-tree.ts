/** The app as a release leaves it on a portal host: root's, and for all to read alone, also for root. */
import { succeed } from '../../support/venv.js';
import { installRelease as unpackRelease } from '../release/index.js';

/** Puts it into a directory that is not there yet. */
export async function installRelease(directory: string): Promise<void> {
  await unpackRelease(directory);
  await succeed(['chmod', '-R', 'a-w', directory], '/');
}
