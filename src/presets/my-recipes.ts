/** *My recipes*: recipes that a person has saved under their names, as files in the app's directory for this user. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { asWriteError, namesInDirectory, writeFileAtomic } from '../base/files.js';
import { makeDirectory } from '../base/make-directory.js';
import { readRegularFile } from '../base/stored.js';
import { givenText } from '../reading/given-text.js';
import { readStoredRecipe, renderRecipe } from '../recipe/formats/recipe.js';
import { type Recipe, recipeToKeep } from '../recipe/recipe.js';
import { isKernelName } from '../recipe/schema/name.js';
import { secretVariables } from '../recipe/secret-variables.js';
import type { Site } from '../site/site.js';

// Bytes; a recipe with a large lock has some hundred thousand.
const FILE_MOST = 1_000_000;
const RECIPES_MOST = 200;

export interface SavedRecipe {
  /** The name of its kernel, and of its file. */
  id: string;
  title: string;
  /** Absent if the file is broken. */
  recipe?: Recipe;
}

export interface Saving {
  /** There was a recipe of the same name. */
  replaced: boolean;
  /** Names of secret variables, which are not saved. */
  left_out: string[];
}

type DataSite = Pick<Site, 'data_root'>;

/** The file is readable only by its owner. @throws UserError `recipes-too-many`, `directory-not-writable`. */
export async function saveRecipe(recipe: Recipe, site: DataSite): Promise<Saving> {
  const ids = savedIds(site);
  const replaced = ids.includes(recipe.name);
  if (!replaced && ids.length >= RECIPES_MOST)
    throw new UserError('recipes-too-many', { most: RECIPES_MOST });
  const directory = directoryOf(site);
  try {
    await makeDirectory(directory, 0o700);
    await writeFileAtomic(pathOf(recipe.name, site), renderRecipe(recipeToKeep(recipe)), 0o600);
  } catch (error) {
    throw asWriteError(error, directory);
  }
  const { install_variables, kernel_variables } = recipe;
  return { replaced, left_out: Object.keys(secretVariables({ ...install_variables, ...kernel_variables })) };
}

/** Sorted by id; a broken file is listed by its name. */
export function listRecipes(site: DataSite): SavedRecipe[] {
  return savedIds(site).map((id) => {
    try {
      return savedRecipe(id, site);
    } catch {
      return { id, title: id };
    }
  });
}

/** @throws UserError `recipe-unknown`; those of reading the file. */
export function savedRecipe(id: string, site: DataSite): Required<SavedRecipe> {
  if (!savedIds(site).includes(id)) throw new UserError('recipe-unknown', { given: id });
  const text = readRegularFile(pathOf(id, site), { most: FILE_MOST });
  const recipe = readStoredRecipe(givenText(text, `${id}.yml`), id);
  return { id, title: recipe.display_name || recipe.name, recipe };
}

/** @throws UserError `recipe-unknown`. */
export async function removeRecipe(id: string, site: DataSite): Promise<void> {
  if (!savedIds(site).includes(id)) throw new UserError('recipe-unknown', { given: id });
  await rm(pathOf(id, site), { force: true });
}

function savedIds(site: DataSite): string[] {
  return namesInDirectory(directoryOf(site))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => name.slice(0, -'.yml'.length))
    .filter(isKernelName)
    .sort();
}

function directoryOf({ data_root }: DataSite): string {
  return join(data_root, 'recipes');
}

function pathOf(id: string, site: DataSite): string {
  return join(directoryOf(site), `${id}.yml`);
}
