import * as z from 'zod';
import { presetOfKernel, readLockedEnvironment, recipeOfKernel } from '../../built-environment.js';
import { readStart } from '../../starting/starts.js';
import type { KernelOperation } from '../operation.js';

const OWN_CACHE =
  'All packages are downloaded again, and those without a wheel for this host are compiled again, because the last start of the kernel failed';

/** Builds the kernel's environment again, with exactly the packages of its lock. */
export const rebuild = {
  id: 'rebuild',
  on: 'ours',
  effect: 'makes',
  label: 'Rebuild',
  description: 'Builds the environment again from its lock, verifies it, and replaces the old one',
  question: ({ name, display_name }) =>
    `Rebuild “${display_name}” (${name}) with exactly the versions of its lock? The kernel works as before until the new environment is verified.`,
  arguments: z.object({}),
  async request(kernel, _, site) {
    const recipe = await recipeOfKernel(kernel, site);
    const own_cache = readStart(kernel, site)?.reason !== undefined;
    return {
      ...{ operation: 'rebuild', recipe, onto: kernel, ...presetOfKernel(kernel) },
      locked: { ...(await readLockedEnvironment(kernel, recipe, site)), own_cache },
      ...(own_cache && { notes: [OWN_CACHE] }),
    };
  },
} as const satisfies KernelOperation;
