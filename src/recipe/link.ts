/** A link that fills in the form: the recipe is in its fragment, which browsers do not send to a server. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { UserError } from '../base/errors.js';
import { TEXT_MOST } from './fields/typed-text.js';
import { renderRecipe } from './formats/recipe.js';
import { type Recipe, recipeToKeep } from './recipe.js';
import { secretVariables } from './secret-variables.js';

export interface RecipeLink {
  /** From its `#` on. */
  fragment: string;
  /** The names of secret variables, which a link never has. */
  left_out: string[];
}

/** Mail and chat programs cut longer links off. */
export const LINK_MOST = 30_000;

export const LINK_START = '#recipe=';

/** A link without secret values and without the place where the sender builds. Undefined if it would be too long. */
export function recipeLink(recipe: Recipe): RecipeLink | undefined {
  const shared = { ...recipeToKeep(recipe), location: '', build_on: '' };
  const packed = deflateRawSync(renderRecipe(shared), { level: 9 }).toString('base64url');
  if (packed.length > LINK_MOST) return undefined;
  const { install_variables, kernel_variables } = recipe;
  const left_out = Object.keys(secretVariables({ ...install_variables, ...kernel_variables }));
  return { fragment: `${LINK_START}${packed}`, left_out };
}

/** The recipe of a link as text, which is untrusted. @throws UserError `link-not-understood`. */
export function textOfLink(link: string): string {
  const packed = link.slice(link.indexOf(LINK_START) + LINK_START.length);
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: TEXT_MOST }).toString();
  } catch {
    throw new UserError('link-not-understood', {});
  }
}
