import { refusedWrite } from '../../base/files.js';
import { locksDirectory, nameLock } from '../../builds/build-directory.js';
import { type Holder, releaseLock, takeLock } from '../../builds/holding/lock.js';
import { forgetSecrets } from '../../builds/secret-values.js';
import { secretsFile } from '../../plan/make-plan.js';
import type { Site } from '../../site/site.js';
import { homeOf, isOwn } from '../home.js';
import { heldError, removalMark } from '../name-holder.js';
import { discard, emptyTrash, trashFor } from '../trash.js';
import type { KernelAction } from './action.js';

/** Takes a kernel out of the launcher, then its environments off the disk. */
export const remove: KernelAction = {
  id: 'remove',
  label: 'Remove',
  description: 'Takes the kernel out of the launcher and deletes its environments',
  question: ({ name, display_name }) =>
    `Remove “${display_name}” (${name}) and its environments? Notebooks stay as they are.`,
  async run(kernel, site) {
    emptyTrash(site);
    const mark = removalMark();
    const lock = nameLock(locksDirectory(site.data_root), kernel.name);
    if (await lockFor(lock, mark, site)) throw heldError(kernel.name, site);
    try {
      const home = homeOf(kernel) ?? '';
      const trash = trashFor(kernel.name, home, mark, site);
      // The launcher first: an entry that does not start is worse than an environment without one.
      await discard(kernel.directory, trash.kernelspec);
      const owned = await isOwn(home, kernel);
      const left = owned ? await discard(home, trash.environments) : undefined;
      if (kernel.origin?.id) forgetSecrets(secretsFile(site.data_root, kernel.origin.id));
      return { ok: true, message: told(kernel.name, left) };
    } finally {
      releaseLock(lock, mark);
    }
  },
};

function told(name: string, left: string | undefined): string {
  const message = `Removed \`${name}\``;
  return left
    ? `${message}; a part of it is still in use and stays in \`${left}\` until the next build or removal`
    : message;
}

async function lockFor(
  lock: string,
  mark: string,
  { data_root }: Pick<Site, 'data_root'>,
): Promise<Holder | undefined> {
  try {
    return await takeLock(lock, mark);
  } catch (error) {
    throw refusedWrite(error, data_root);
  }
}
