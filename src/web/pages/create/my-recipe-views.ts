/** Makes the models of the saved recipes. */
import { listRecipes } from '../../../presets/my-recipes.js';
import { recipeLink } from '../../../recipe/link.js';
import { askedPackages } from '../../../recipe/package-fields.js';
import type { MyRecipeView } from '../../../shared/form/create-page.js';
import type { Site } from '../../../site/site.js';
import { linkView } from '../link-view.js';

export function myRecipeViews(site: Pick<Site, 'data_root'>, base: string): MyRecipeView[] {
  return listRecipes(site).map(({ id, title, recipe }) => ({
    id,
    title,
    ...(recipe && {
      packages: askedPackages(recipe).map(({ text }) => text),
      ...linkView(recipeLink(recipe), base),
    }),
  }));
}
