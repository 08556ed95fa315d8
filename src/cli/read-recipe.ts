/** From what was given on the command line to a recipe. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { RequestErrors, UserError } from '../errors.js';
import { decodeFile, type GivenFile } from '../recipe/decode.js';
import { readFile } from '../recipe/formats/index.js';
import { type Fields, recipeFromFields } from '../recipe/from-fields.js';
import type { Recipe, RecipeInput } from '../recipe/recipe.js';
import type { Given } from './command.js';
import { fileOption, nameArgument, packageArgument, recipeOptions } from './recipe-options.js';

export interface RecipeRead {
  recipe: Recipe;
  /** What was left out or guessed, in sentences. */
  notes: string[];
}

/** @throws RequestErrors with everything that is wrong, UserError if a file cannot be read. */
export function readRecipe(given: Given): RecipeRead {
  const file = readGivenFile(given);
  const name = given.text(nameArgument.name);
  const base = { ...file.fields, ...(name && name !== file.fields.name && { display_name: '' }) };
  const { recipe, errors, notes } = recipeFromFields(typedFields(given, base), base);
  if (recipe) return { recipe, notes: [...file.notes, ...notes.map(withoutLine)] };
  throw new RequestErrors(errors.map(({ code, facts, field }) => new UserError(code, facts, field)));
}

/** Packages add to those of the file; each other option takes the place of what the file says. */
function typedFields(given: Given, base: Partial<RecipeInput>): Fields {
  const packages = given.list(packageArgument.name);
  const options = recipeOptions.map(({ flag, field, file, many }) => {
    const text = many ? given.list(flag).join('\n') : given.text(flag);
    return [field, file && text ? decodeFile(openFile(text, field)) : text];
  });
  return {
    ...Object.fromEntries(options),
    name: given.text(nameArgument.name),
    ...(packages.length > 0 && { packages: [...(base.packages ?? []), ...packages].join('\n') }),
  };
}

function readGivenFile(given: Given): { fields: Partial<RecipeInput>; notes: string[] } {
  const path = given.text(fileOption.flag);
  return path ? readFile(openFile(path)) : { fields: {}, notes: [] };
}

/** @throws UserError `file-missing`. */
function openFile(path: string, field?: string): GivenFile {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch {
    throw new UserError('file-missing', { file: path }, field);
  }
}

/** Arguments have no lines. */
function withoutLine(note: string): string {
  return note.replace(/^Line \d+: /, '');
}
