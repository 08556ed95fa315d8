/** Makes the model of the page of one kernel. */
import { UserError } from '../../../base/errors.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { linkOfKernel } from '../../../kernels/kernel-link.js';
import { addHealth, type ListEntry, listEntries } from '../../../kernels/list/rows.js';
import { runningWords } from '../../../kernels/running/restart-words.js';
import { runningKernels } from '../../../kernels/running/running-kernels.js';
import { sameKernelName } from '../../../recipe/schema/name.js';
import type { KernelOfPage } from '../../../shared/kernels/kernel-page.js';
import type { Site } from '../../../site/site.js';
import { linkView } from '../link-view.js';
import { generationViews } from './generation-views.js';
import { toTile } from './kernel-tile.js';

/** Any kernel of the list. @throws UserError `kernel-unknown`. */
export async function makeKernelPage(name: string, site: Site, base: string): Promise<KernelOfPage> {
  const entry = await findEntry(name, site);
  const [row = entry.row] = await addHealth([entry], site);
  // What is wrong with it is in the row's health.
  const running = await runningKernels(entry.kernel, site);
  const { problem: _, ...tile } = toTile(entry.kernel, site, running);
  const link = linkView(await linkOfKernel(entry.kernel, site).catch(() => undefined), base);
  const restart = entry.kernel.origin && runningWords(running, entry.kernel.origin.generation);
  const jupyter = site.config.jupyter_url;
  const { origin } = entry.kernel;
  return {
    row,
    // The row has them as they were measured last.
    kernel: { ...tile, ...link, ...(row.size !== undefined && { size: row.size, files: row.files ?? 0 }) },
    generations: await generationViews(entry.kernel, site),
    now: Date.now(),
    ...(origin?.frozen && { frozen: origin.frozen }),
    ...(restart && { restart }),
    ...(jupyter && { jupyter }),
  };
}

async function findEntry(name: string, site: Site): Promise<ListEntry> {
  const entries = (await listEntries(site)).filter(({ row }) => sameKernelName(row.name, name));
  // Of the user's kernel and one that hides it, the user's.
  const found = entries.find(({ row }) => row.owner === 'ours') ?? entries[0];
  if (found) return found;
  await findKernel(name, site);
  throw new UserError('kernel-unknown', { name }, 'name');
}
