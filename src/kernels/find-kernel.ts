/** Finds one of the user's kernels by its name. */
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { sameKernelName } from '../recipe/schema/name.js';
import { kernelsDirectory } from '../site/paths.js';
import type { Site } from '../site/site.js';
import type { PlanOutline } from '../steps/plan.js';
import { findKeptKernel } from './history/kept-kernel.js';
import { homeOf } from './home.js';
import { type Kernel, type KernelPlaces, listKernels, withoutSpec } from './kernelspec.js';
import { isUnreadable, refusalOf } from './may-change.js';
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
  return (
    (unreadable && (await findUnreadable(name, site))) ||
    (unreadable === 'or gone' && (await findGone(name, site))) ||
    findKernel(name, site)
  );
}

/** @throws UserError `kernel-not-removed` for a kernel of the launcher, which another page or command may have brought back. */
async function checkNotListed(name: string, site: KernelPlaces): Promise<void> {
  const kernels = await listKernels(site);
  if (kernels.some((kernel) => kernel.owner === 'ours' && sameKernelName(kernel.name, name)))
    throw new UserError('kernel-not-removed', { name }, 'name');
}

/** A kernelspec of the user's that cannot be read. */
async function findUnreadable(name: string, site: KernelPlaces): Promise<Kernel | undefined> {
  const kernels = await listKernels(site);
  return kernels.find((kernel) => isUnreadable(kernel) && sameKernelName(kernel.name, name));
}

/** A kernel that has no kernelspec any more, as after `jupyter kernelspec remove`, while its environment is there. */
async function findGone(
  name: string,
  site: KernelPlaces & Pick<Site, 'locations'>,
): Promise<Kernel | undefined> {
  const kernels = await listKernels(site);
  const isListed = kernels.some((kernel) => sameKernelName(kernel.name, name));
  if (isListed || !isGone(name, site, kernels)) return undefined;
  return withoutSpec(name, join(kernelsDirectory(site.jupyter_data), name));
}

/** Whether an environment of this name is there that no kernel of the launcher uses under another name. */
function isGone(name: string, site: Pick<Site, 'locations'>, kernels: readonly Kernel[]): boolean {
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
 * @throws UserError `kernel-unknown`, with a similar name; `kernelspec-gone`; `refusalOf` another kernel.
 */
export async function findKernel(
  name: string,
  site: KernelPlaces & Partial<Pick<Site, 'locations'>>,
): Promise<Kernel> {
  const kernels = await listKernels(site);
  const ours = kernels.filter((kernel) => kernel.owner === 'ours');
  const found = ours.find((kernel) => sameKernelName(kernel.name, name));
  if (found) return found;
  const others = kernels.filter((kernel) => sameKernelName(kernel.name, name));
  const other = others.find(({ owner }) => owner === 'own') ?? others[0];
  if (other) throw refusalOf(other);
  const { locations = [] } = site;
  if (isGone(name, { locations }, kernels)) throw new UserError('kernelspec-gone', { name }, 'name');
  const nearest = ours.find(
    (kernel) => kernel.name.startsWith(name.slice(0, 3)) || kernel.display_name === name,
  )?.name;
  throw new UserError('kernel-unknown', { name, ...(nearest && { nearest }) }, 'name');
}
