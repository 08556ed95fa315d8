/** Finds one of the user's kernels by its name. */
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { sameKernelName } from '../recipe/schema/name.js';
import { exactTime } from '../shared/format.js';
import { kernelsDirectory } from '../site/paths.js';
import type { Site } from '../site/site.js';
import type { PlanOutline } from '../steps/plan.js';
import { findKeptKernel } from './history/kept-kernel.js';
import { homeOf } from './home.js';
import { type Kernel, type KernelPlaces, listKernels, withoutSpec } from './kernelspec.js';
import { isUnreadable, refusalOf } from './may-change.js';
import { findRenamed } from './moves/renamed.js';
import { findRemovedKernel, removalsOf } from './removal/removal.js';

/** The kernel that an operation is about. @throws UserError as the function of its kind. */
export async function findFor(
  { on, unreadable }: { on: 'ours' | 'removed'; unreadable?: 'too' | 'or gone' },
  name: string,
  site: KernelPlaces & Pick<Site, 'data_root' | 'locations'>,
): Promise<Kernel> {
  if (on === 'removed') {
    if (removalsOf(name, site).length === 0) await checkNotListed(name, site);
    return findRemovedKernel(name, site);
  }
  const kernels = await listKernels(site);
  const broken = kernels.find((kernel) => isUnreadable(kernel) && sameKernelName(kernel.name, name));
  if (unreadable && broken) return broken;
  return (unreadable === 'or gone' && goneKernel(name, kernels, site)) || ourKernel(name, kernels, site);
}

/** @throws UserError `kernel-not-removed` for a kernel of the launcher, which another page or command may have brought back. */
async function checkNotListed(name: string, site: KernelPlaces): Promise<void> {
  const kernels = await listKernels(site);
  if (kernels.some((kernel) => kernel.owner === 'ours' && sameKernelName(kernel.name, name)))
    throw new UserError('kernel-not-removed', { name }, 'name');
}

/** A kernel that has no kernelspec any more, as after `jupyter kernelspec remove`, while its environment is there. */
function goneKernel(
  name: string,
  kernels: readonly Kernel[],
  site: KernelPlaces & Pick<Site, 'locations'>,
): Kernel | undefined {
  const isListed = kernels.some((kernel) => sameKernelName(kernel.name, name));
  if (isListed || !isGone(name, kernels, site)) return undefined;
  return withoutSpec(name, join(kernelsDirectory(site.jupyter_data), name));
}

/** Whether an environment of this name is there that no kernel of the launcher uses under another name. */
function isGone(name: string, kernels: readonly Kernel[], site: Pick<Site, 'locations'>): boolean {
  const kept = findKeptKernel(name, site);
  return kept !== undefined && !kernels.some((kernel) => homeOf(kernel) === homeOf(kept));
}

/** The kernel of a build as the launcher has it: under its present name, and perhaps with another generation. */
export async function kernelOfBuild(
  { plan }: { plan: Pick<PlanOutline, 'kernel_id' | 'kernel_directory'> },
  site: KernelPlaces,
): Promise<Kernel | undefined> {
  const { kernel_id, kernel_directory } = plan;
  return (await listKernels(site)).find(
    ({ owner, origin, directory }) =>
      owner === 'ours' && (kernel_id ? origin?.id === kernel_id : directory === kernel_directory),
  );
}

/**
 * A kernel that this app made.
 * @throws UserError `kernel-unknown`, with a similar name; `kernel-renamed`, `kernel-removed`, `kernelspec-gone`; `refusalOf` another kernel.
 */
export async function findKernel(
  name: string,
  site: KernelPlaces & Pick<Site, 'locations' | 'data_root'>,
): Promise<Kernel> {
  return ourKernel(name, await listKernels(site), site);
}

function ourKernel(
  name: string,
  kernels: readonly Kernel[],
  site: Pick<Site, 'locations' | 'data_root'>,
): Kernel {
  const made = kernels.filter((kernel) => kernel.owner === 'ours');
  const found = made.find((kernel) => sameKernelName(kernel.name, name));
  if (found) return found;
  const others = kernels.filter((kernel) => sameKernelName(kernel.name, name));
  const other = others.find(({ owner }) => owner === 'own') ?? others[0];
  if (other) throw refusalOf(other);
  if (isGone(name, kernels, site)) throw new UserError('kernelspec-gone', { name }, 'name');
  const renamed = findRenamed(name, made, site);
  if (renamed) throw new UserError('kernel-renamed', { name, now: renamed.name }, 'name');
  const [removal] = removalsOf(name, site);
  if (removal) {
    const { removed, until, mark } = removal;
    const when = { removed: exactTime(removed), until: exactTime(until).slice(0, 16) };
    throw new UserError('kernel-removed', { name, ...when, mark }, 'name');
  }
  const nearest = made.find(
    (kernel) => kernel.name.startsWith(name.slice(0, 3)) || kernel.display_name === name,
  )?.name;
  throw new UserError('kernel-unknown', { name, ...(nearest && { nearest }) }, 'name');
}
