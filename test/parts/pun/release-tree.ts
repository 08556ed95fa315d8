/** The app as installed from a release on a portal host: owned by root and read-only, even for root. */
import { succeed } from '../../support/venv.js';
import { installRelease as unpackRelease } from '../release/index.js';

/** Writes it to a new directory. */
export async function installRelease(directory: string): Promise<void> {
  await unpackRelease(directory);
  await succeed(['chmod', '-R', 'a-w', directory], '/');
}
