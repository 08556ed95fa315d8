/** Checks a preset from the settings and computes which fields are open. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { RequestErrors, UserError } from '../base/errors.js';
import { fieldsOfRecipe } from '../recipe/fields/fields-of-recipe.js';
import { recipeFromFields } from '../recipe/fields/from-fields.js';
import { packageFields } from '../recipe/package-fields.js';
import { parseRecipe, type Recipe, type RecipeField, recipeFields } from '../recipe/recipe.js';
import type { PresetSetting } from '../site/settings/index.js';
import { presetFault } from './explain-preset.js';

export interface Preset extends Pick<PresetSetting, 'id' | 'title' | 'description' | 'agree'> {
  /** The complete recipe. Its name is a placeholder if the preset has none. */
  recipe: Recipe;
  /** The fields that the preset fills in. */
  given: readonly RecipeField[];
  /** The fields that cannot be changed. */
  closed: readonly RecipeField[];
}

const PLACEHOLDER_NAME = 'unnamed';

const defaults = parseRecipe({ name: PLACEHOLDER_NAME });

/** Its channels come before the site's default ones. @throws UserError `preset-not-understood`. */
export function makePreset(setting: PresetSetting, default_channels: readonly string[]): Preset {
  const { id, title, description, agree } = setting;
  try {
    const recipe = readRecipe(setting.recipe, default_channels);
    const given = recipeFields().filter(
      (field) => Object.hasOwn(setting.recipe, field) || !isDeepStrictEqual(recipe[field], defaults[field]),
    );
    return { id, title, description, agree, recipe, given, closed: closedFields(setting, given) };
  } catch (error) {
    throw new UserError('preset-not-understood', { id, reason: presetFault(error) });
  }
}

/** Reads the fields as if they were typed, so that an unchanged form gives the same recipe. */
function readRecipe(fields: PresetSetting['recipe'], default_channels: readonly string[]): Recipe {
  const given = parseRecipe({ name: PLACEHOLDER_NAME, ...fields });
  const { channels, ...base } = given;
  const untyped = Object.fromEntries(packageFields.map((field) => [field, '']));
  const typed = { ...fieldsOfRecipe(given, []), ...untyped, channels: channels.join('\n') };
  const { recipe, errors } = recipeFromFields(typed, base, { add: true, default_channels });
  if (recipe) return recipe;
  throw new RequestErrors(errors);
}

/** The names, and what typed packages bring with them, stay open if the preset does not set them. */
function closedFields({ open }: PresetSetting, given: readonly RecipeField[]): RecipeField[] {
  if (!open) return [];
  const free = (['name', 'display_name', 'source', 'imports'] as const).filter(
    (field) => !given.includes(field),
  );
  const kept = new Set<RecipeField>([...open, ...free]);
  return recipeFields().filter((field) => !kept.has(field));
}

/** The fields that the preset fills in, for a command line or a file to add to. */
export function presetFields({ recipe, given }: Preset): Partial<Recipe> {
  return Object.fromEntries(given.map((field) => [field, recipe[field]]));
}
