/** Finds one of the user's kernels by its name. */
import { UserError } from '../base/errors.js';
import { sameKernelName } from '../recipe/schema/name.js';
import type { Site } from '../site/site.js';
import type { PlanOutline } from '../steps/plan.js';
import { type Kernel, type KernelPlaces, listKernels } from './kernelspec.js';
import { isUnreadable, refusalOf } from './may-change.js';
import { findRemovedKernel, removalsOf } from './removal/removal.js';

/** The kernel that an operation is about. @throws UserError as the function of its kind. */
export async function findFor(
  { on, unreadable }: { on: 'ours' | 'removed'; unreadable?: 'too' },
  name: string,
  site: KernelPlaces & Pick<Site, 'data_root'>,
): Promise<Kernel> {
  if (on === 'removed') {
    if (removalsOf(name, site).length === 0) await checkNotListed(name, site);
    return findRemovedKernel(name, site);
  }
  return (unreadable && (await findUnreadable(name, site))) || findKernel(name, site);
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

/** A kernel that this app made. @throws UserError `kernel-unknown`, with a similar name; `refusalOf` another kernel. */
export async function findKernel(name: string, site: KernelPlaces): Promise<Kernel> {
  const kernels = await listKernels(site);
  const ours = kernels.filter((kernel) => kernel.owner === 'ours');
  const found = ours.find((kernel) => sameKernelName(kernel.name, name));
  if (found) return found;
  const others = kernels.filter((kernel) => sameKernelName(kernel.name, name));
  const other = others.find(({ owner }) => owner === 'own') ?? others[0];
  if (other) throw refusalOf(other);
  const nearest = ours.find(
    (kernel) => kernel.name.startsWith(name.slice(0, 3)) || kernel.display_name === name,
  )?.name;
  throw new UserError('kernel-unknown', { name, ...(nearest && { nearest }) }, 'name');
}
