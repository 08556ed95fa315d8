import * as z from 'zod';
import { namesFrom } from '../../../recipe/name-from-title.js';
import { parseRecipe, type Recipe } from '../../../recipe/recipe.js';
import type { EquippedSite } from '../../../site/site.js';
import { presetOfKernel, readLockedEnvironment, recipeOfKernel } from '../../built-environment.js';
import type { Kernel } from '../../kernelspec.js';
import type { GenerationRequest } from '../../requests/generation-request.js';
import type { ArgumentMeta } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const cloneArguments = z.object({
  new_name: z
    .string()
    .describe('the name of the new kernel')
    .meta({ word: { name: 'NEW' } } satisfies ArgumentMeta),
  display_name: z
    .string()
    .optional()
    .describe('its name in the launcher; by default the name as typed')
    .meta({ value: 'TEXT' } satisfies ArgumentMeta),
});

type CloneArguments = z.output<typeof cloneArguments>;

/** Makes another kernel with exactly the packages of this one. */
export const clone = {
  id: 'clone',
  on: 'ours',
  effect: 'makes',
  label: 'Clone',
  description: 'Makes a new kernel with exactly the packages of this one, from its lock',
  frozen: 'too',
  arguments: cloneArguments,
  async request(kernel: Kernel, given: CloneArguments, site: EquippedSite): Promise<GenerationRequest> {
    const own = await recipeOfKernel(kernel, site);
    const recipe = renamed(own, given);
    const locked = await readLockedEnvironment(kernel, own, site);
    return { operation: 'clone', recipe, locked, ...presetOfKernel(kernel) };
  },
} as const satisfies KernelOperation<CloneArguments>;

/** @throws RequestErrors if the name cannot be one. */
function renamed(recipe: Recipe, { new_name, display_name = '' }: CloneArguments): Recipe {
  const names = namesFrom(new_name.trim());
  return parseRecipe({
    ...recipe,
    display_name: '',
    ...names,
    ...(display_name && { display_name }),
  });
}
