import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { locksDirectory, nameLock } from '../../build/build-directory.js';
import { removeTree } from '../../build/clear.js';
import { type Holder, readHolder, releaseLock, takeLock } from '../../build/lock.js';
import { UserError } from '../../errors.js';
import { refusedWrite } from '../../files.js';
import type { Site } from '../../site/site.js';
import { ownerOf } from '../generation.js';
import type { KernelAction } from './action.js';

/** Takes a kernel out of the launcher, then its environments off the disk. */
export const remove: KernelAction = {
  id: 'remove',
  label: 'Remove',
  description: 'Takes the kernel out of the launcher and deletes its environments',
  question: ({ name, display_name }) =>
    `Remove “${display_name}” (${name}) and its environments? Notebooks stay as they are.`,
  async run(kernel, site) {
    const mark = `remove-${randomBytes(4).toString('hex')}`;
    const lock = nameLock(locksDirectory(site.data_root), kernel.name);
    if (lockFor(lock, mark, site))
      throw new UserError('build-running', { name: kernel.name, build: readHolder(lock)?.build ?? '' });
    try {
      // The launcher first: an entry that does not start is worse than an environment without one.
      await discard(kernel.directory, join(site.jupyter_data, 'create_kernel', `${kernel.name}-${mark}`));
      const home = dirname(kernel.origin?.prefix ?? '');
      const left =
        (await ownerOf(home)) === kernel.name
          ? await discard(home, join(dirname(home), `.${mark}`))
          : undefined;
      const message = `Removed \`${kernel.name}\``;
      return {
        ok: true,
        message: left ? `${message}; a part of it is still in use and stays in \`${left}\`` : message,
      };
    } finally {
      releaseLock(lock, mark);
    }
  },
};

function lockFor(lock: string, mark: string, { data_root }: Pick<Site, 'data_root'>): Holder | undefined {
  try {
    return takeLock(lock, mark);
  } catch (error) {
    throw refusedWrite(error, data_root);
  }
}

/**
 * Renamed first, so that it is gone at once. What is held open elsewhere may stay for a while under the other name:
 * gives that name then. @throws UserError `directory-not-writable`.
 */
async function discard(path: string, aside: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(aside), { recursive: true });
    await rename(path, aside);
  } catch (error) {
    throw refusedWrite(error, dirname(path));
  }
  try {
    removeTree(aside);
    return undefined;
  } catch {
    return aside;
  }
}
