import * as z from 'zod';
import { forgetSecrets } from '../../builds/secret-values.js';
import { secretsFile } from '../../plan/make-plan.js';
import { homeOf, isOwn } from '../home.js';
import { discard, emptyTrash, trashFor } from '../trash.js';
import type { KernelOperation } from './operation.js';

/** Takes a kernel out of the launcher, then its environments off the disk. */
export const remove = {
  id: 'remove',
  on: 'ours',
  effect: 'moves',
  label: 'Remove',
  description: 'Takes the kernel out of the launcher and deletes its environments',
  question: ({ name, display_name }) =>
    `Remove “${display_name}” (${name}) and its environments? Notebooks stay as they are.`,
  removes: true,
  done: 'The kernel and its environments are removed.',
  arguments: z.object({}),
  async run(kernel, _, site, mark) {
    emptyTrash(site);
    const home = homeOf(kernel) ?? '';
    const trash = trashFor(kernel.name, home, mark, site);
    // The launcher first: an entry that does not start is worse than an environment without one.
    await discard(kernel.directory, trash.kernelspec);
    const owned = await isOwn(home, kernel);
    const left = owned ? await discard(home, trash.environments) : undefined;
    if (kernel.origin?.id) forgetSecrets(secretsFile(site.data_root, kernel.origin.id));
    return { ok: true, message: told(kernel.name, left) };
  },
} as const satisfies KernelOperation;

function told(name: string, left: string | undefined): string {
  const message = `Removed \`${name}\``;
  return left
    ? `${message}; a part of it is still in use and stays in \`${left}\` until the next build or removal`
    : message;
}
