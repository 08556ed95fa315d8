/** Creates a kernel, in the same way for the page, the command line and the job. */
import type { Recipe } from '../../recipe/recipe.js';
import type { EquippedSite } from '../../site/site.js';
import { creation } from '../operations/index.js';
import { type OrderedGeneration, type OrderOptions, orderGeneration } from './order-generation.js';

/** Orders the build of a new kernel. @throws UserError or RequestErrors if it is refused, without leftovers. */
export function createKernel(
  recipe: Recipe,
  host: EquippedSite,
  { preset, ...options }: OrderOptions & { preset?: string },
): Promise<OrderedGeneration> {
  return orderGeneration(creation.request(recipe, preset), host, options);
}
