/** A link that fills in the form with the recipe of a kernel. */
import { type RecipeLink, recipeLink } from '../recipe/link.js';
import { type RecipeSite, recipeOfKernel } from './built-environment.js';
import type { Kernel } from './kernelspec.js';

/**
 * Undefined for a kernel that this app did not make, and for a recipe that is too long.
 * @throws UserError as recipeOfKernel.
 */
export async function linkOfKernel(kernel: Kernel, site: RecipeSite): Promise<RecipeLink | undefined> {
  if (!kernel.origin) return undefined;
  return recipeLink(await recipeOfKernel(kernel, site));
}
