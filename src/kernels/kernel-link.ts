/** A link that fills in the form with the recipe of a kernel. */
import { type RecipeLink, recipeLink } from '../recipe/link.js';
import type { Site } from '../site/site.js';
import { recipeOfKernel } from './built-environment.js';
import type { Kernel } from './kernelspec.js';

/** Undefined for a kernel that this app did not make, for a broken record, and for a recipe that is too long. */
export async function linkOfKernel(
  kernel: Kernel,
  site: Pick<Site, 'data_root'>,
): Promise<RecipeLink | undefined> {
  if (!kernel.origin) return undefined;
  return recipeOfKernel(kernel, site).then(recipeLink, () => undefined);
}
