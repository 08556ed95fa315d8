/** A preset as it is used: its recipe whole and checked, and what of it may be changed. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { RequestErrors, UserError } from '../base/errors.js';
import { fieldsOfRecipe, recipeFromFields } from '../recipe/from-fields.js';
import { parseRecipe, type Recipe, type RecipeField, recipeFields } from '../recipe/recipe.js';
import type { PresetSetting } from '../site/settings/index.js';
import { reasonOf } from './explain-preset.js';

export interface Preset extends Pick<PresetSetting, 'id' | 'title' | 'description' | 'agree'> {
  /** Whole; the name is a stand-in where the preset gives none. */
  recipe: Recipe;
  /** The fields that a recipe has from it at first. */
  given: readonly RecipeField[];
  /** The fields that stay as they are in `recipe`. */
  closed: readonly RecipeField[];
}

const STAND_IN = 'unnamed';

const defaults = parseRecipe({ name: STAND_IN });

/** @throws UserError `preset-not-understood`. */
export function makePreset(setting: PresetSetting): Preset {
  const { id, title, description, agree } = setting;
  try {
    const recipe = readRecipe(setting.recipe);
    const given = recipeFields.filter(
      (field) => Object.hasOwn(setting.recipe, field) || !isDeepStrictEqual(recipe[field], defaults[field]),
    );
    return { id, title, description, agree, recipe, given, closed: closedFields(setting, given) };
  } catch (error) {
    throw new UserError('preset-not-understood', { id, why: reasonOf(error) });
  }
}

/** As it would be read if it were typed, so that what comes back unchanged is the same. */
function readRecipe(fields: PresetSetting['recipe']): Recipe {
  const given = parseRecipe({ name: STAND_IN, ...fields });
  const { packages, pip_packages, ...texts } = fieldsOfRecipe(given);
  const { recipe, errors } = recipeFromFields(texts, given, { add: true });
  if (recipe) return recipe;
  throw new RequestErrors(errors);
}

/** A kernel always has a name of its own where the preset gives none, and shows it. */
function closedFields({ open }: PresetSetting, given: readonly RecipeField[]): RecipeField[] {
  if (!open) return [];
  const free = (['name', 'display_name'] as const).filter((field) => !given.includes(field));
  const kept = new Set<RecipeField>([...open, ...free]);
  return recipeFields.filter((field) => !kept.has(field));
}

/** What a recipe begins with, for a command line or a file to add to. */
export function presetFields({ recipe, given }: Preset): Partial<Recipe> {
  return Object.fromEntries(given.map((field) => [field, recipe[field]]));
}
