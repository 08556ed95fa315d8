/** Makes the model of a link that fills in the form. */
import type { RecipeLink } from '../../recipe/link.js';
import type { LinkView } from '../../shared/link-view.js';

export function linkView(link: RecipeLink | undefined, base: string): { link?: LinkView } {
  return link ? { link: { path: `${base}/${link.fragment}`, left_out: link.left_out } } : {};
}
