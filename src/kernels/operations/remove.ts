import { lstat } from 'node:fs/promises';
import * as z from 'zod';
import { clearStagings } from '../../builds/holding/clear.js';
import { forgetSecrets } from '../../builds/secret-values.js';
import { secretsFile } from '../../plan/make-plan.js';
import { homeOf, isInLocation, isOwn } from '../home.js';
import { discard, emptyTrash, specTrash, trashFor } from '../trash.js';
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
    clearStagings(specTrash(site), kernel.name);
    // kernel.json is a file like any other: what it names as the kernel's directory has to be one of this site's.
    const owned = isInLocation(home, site) && (await isOwn(home, kernel));
    const left = owned ? await discard(home, trash.environments) : undefined;
    if (kernel.origin?.id) forgetSecrets(secretsFile(site.data_root, kernel.origin.id));
    return { ok: true, message: told(kernel.name, { left, kept: owned ? undefined : await existing(home) }) };
  },
} as const satisfies KernelOperation;

async function existing(path: string): Promise<string | undefined> {
  return (await lstat(path).catch(() => undefined)) && path;
}

function told(name: string, { left, kept }: Record<'left' | 'kept', string | undefined>): string {
  const message = `Removed \`${name}\``;
  if (kept)
    return `${message}; \`${kept}\` is not its own directory in one of the site’s locations, and stays`;
  return left
    ? `${message}; a part of it is still in use and stays in \`${left}\` until the next build or removal`
    : message;
}
