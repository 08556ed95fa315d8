import { lstat } from 'node:fs/promises';
import * as z from 'zod';
import { clearStagings } from '../../builds/holding/clear.js';
import { forgetSecrets } from '../../builds/secret-values.js';
import { secretsFile } from '../../plan/make-plan.js';
import { stagingsDirectory } from '../../site/paths.js';
import { type Discarded, discardHome } from '../discard-home.js';
import { homeOf, isInLocation, isOwn } from '../home.js';
import { discard, emptyTrash, trashFor } from '../trash.js';
import type { KernelOperation } from './operation.js';

/** Removes a kernel from the launcher, then deletes its environments. */
export const remove = {
  id: 'remove',
  on: 'ours',
  effect: 'moves',
  label: 'Remove',
  description: 'Removes the kernel from the launcher and deletes its environments',
  question: ({ name, display_name }) =>
    `Remove “${display_name}” (${name}) and its environments? Notebooks are not changed.`,
  removes: true,
  done: 'The kernel and its environments are removed',
  arguments: z.object({}),
  async run(kernel, _, site, mark) {
    emptyTrash(site);
    const home = homeOf(kernel) ?? '';
    const trash = trashFor(kernel.name, home, mark, site);
    // The launcher's entry first: an entry that does not start is worse than an environment without an entry.
    await discard(kernel.directory, trash.kernelspec);
    clearStagings(stagingsDirectory(site.jupyter_data), kernel.name);
    // Anyone may have edited kernel.json: the home that it names must be in one of this site's locations.
    const owned = isInLocation(home, site) && (await isOwn(home, kernel));
    const { busy, others }: Discarded = owned
      ? await discardHome(home, kernel, trash.environments)
      : { others: [] };
    if (kernel.origin?.id) forgetSecrets(secretsFile(site.data_root, kernel.origin.id));
    return {
      ok: true,
      message: describeRemoval(kernel.name, {
        home,
        busy,
        others,
        kept: owned ? undefined : await existing(home),
      }),
    };
  },
} as const satisfies KernelOperation;

async function existing(path: string): Promise<string | undefined> {
  return (await lstat(path).catch(() => undefined)) && path;
}

interface Left extends Discarded {
  home: string;
  /** A directory that does not belong to this kernel. */
  kept: string | undefined;
}

function describeRemoval(name: string, { home, busy, others, kept }: Left): string {
  const parts = [
    `Removed \`${name}\``,
    kept && `\`${kept}\` is not the kernel’s directory in one of the site’s locations, and was kept`,
    busy && `some files are still in use and stay in \`${busy}\` until the next build or removal`,
    others.length > 0 && `${listed(others)} in \`${home}\` was not made by Create Kernel, and was kept`,
  ];
  return parts.filter(Boolean).join('; ');
}

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const shown = names.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${more}`;
}
