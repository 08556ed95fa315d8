import { lstat } from 'node:fs/promises';
import * as z from 'zod';
import { clearStagings } from '../../builds/holding/clear.js';
import { forgetSecrets } from '../../builds/secret-values.js';
import { secretsFile } from '../../plan/make-plan.js';
import { type Discarded, discardHome } from '../discard-home.js';
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
    const { busy, others }: Discarded = owned
      ? await discardHome(home, kernel, trash.environments)
      : { others: [] };
    if (kernel.origin?.id) forgetSecrets(secretsFile(site.data_root, kernel.origin.id));
    return {
      ok: true,
      message: told(kernel.name, { home, busy, others, kept: owned ? undefined : await existing(home) }),
    };
  },
} as const satisfies KernelOperation;

async function existing(path: string): Promise<string | undefined> {
  return (await lstat(path).catch(() => undefined)) && path;
}

interface Left extends Discarded {
  home: string;
  /** A directory that is not this kernel's. */
  kept: string | undefined;
}

function told(name: string, { home, busy, others, kept }: Left): string {
  const parts = [
    `Removed \`${name}\``,
    kept && `\`${kept}\` is not its own directory in one of the site’s locations, and stays`,
    busy && `a part of it is still in use and stays in \`${busy}\` until the next build or removal`,
    others.length > 0 && `${listed(others)} in \`${home}\` was not made by Create Kernel, and stays`,
  ];
  return parts.filter(Boolean).join('; ');
}

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const shown = names.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${more}`;
}
