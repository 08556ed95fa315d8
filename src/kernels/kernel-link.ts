/** A link that fills in the form with the recipe of a kernel. */
import { type RecipeLink, recipeLink } from '../recipe/link.js';
import { knownRecipe, type RecipeSite } from './built-environment.js';
import type { Kernel } from './kernelspec.js';

/**
 * Undefined for a kernel that this app did not make, and for a recipe that is too long.
 * @throws UserError as knownRecipe.
 */
export async function linkOfKernel(kernel: Kernel, site: RecipeSite): Promise<RecipeLink | undefined> {
  if (!kernel.origin) return undefined;
  const { recipe, missing } = await knownRecipe(kernel, site);
  const link = recipeLink(recipe);
  return link && { ...link, left_out: [...link.left_out, ...Object.values(missing).flat()] };
}
