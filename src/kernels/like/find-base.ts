/** Finds a kernel that the launcher shows, whoever made it. */

import { UserError } from '../../base/errors.js';
import { nearestName } from '../../base/text/edit-distance.js';
import { sameKernelName } from '../../recipe/schema/name.js';
import { type Kernel, type KernelPlaces, listKernels } from '../kernelspec.js';

/** By its name or its display name. @throws UserError `base-unknown`. */
export async function findBase(name: string, site: KernelPlaces): Promise<Kernel> {
  const kernels = await shownKernels(site);
  const found =
    kernels.find((kernel) => sameKernelName(kernel.name, name)) ??
    kernels.find(({ display_name }) => display_name === name);
  if (found) return found;
  const names = kernels.map((kernel) => kernel.name);
  const nearest = nearestName(name, names);
  throw new UserError('base-unknown', { given: name, ...(nearest && { nearest }) }, 'like');
}

/** By its name, or else by the interpreter that a notebook runs on. @throws UserError `base-unknown`. */
export async function findRunning(
  { name, interpreter }: { name: string; interpreter: string },
  site: KernelPlaces,
): Promise<Kernel> {
  const kernels = await shownKernels(site);
  const found =
    kernels.find((kernel) => sameKernelName(kernel.name, name)) ??
    kernels.find(({ argv: [program] }) => program === interpreter);
  if (found) return found;
  throw new UserError('base-unknown', { given: name || interpreter }, 'like');
}

async function shownKernels(site: KernelPlaces): Promise<Kernel[]> {
  return (await listKernels(site)).filter(({ shadowed_by }) => !shadowed_by);
}
