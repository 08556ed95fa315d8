import * as z from 'zod';
import { presetOfKernel, readLockedEnvironment, recipeOfKernel } from '../../built-environment.js';
import type { KernelOperation } from '../operation.js';

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
    return {
      ...{ operation: 'rebuild', recipe, onto: kernel, ...presetOfKernel(kernel) },
      locked: await readLockedEnvironment(kernel, recipe, site),
    };
  },
} as const satisfies KernelOperation;
