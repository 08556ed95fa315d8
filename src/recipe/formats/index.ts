import { UserError } from '../../base/errors.js';
import { decodeFile, type GivenFile } from './decode.js';
import { environment } from './environment.js';
import type { Format, PartialRecipe } from './format.js';
import { recipe } from './recipe.js';
import { requirements } from './requirements.js';

/** The file formats of recipes, by id. A new one is a file in this directory and a line here. */
export const formats: Readonly<Record<string, Format>> = { recipe, environment, requirements };

/** The formats in words, for a sentence: `a, b or c`. */
export function formatLabels(): string {
  const labels = Object.values(formats).map(({ label }) => label);
  return `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
}

/**
 * Reads a file into fields of a recipe. Its content decides the format, then its name.
 * @throws UserError or RequestErrors if it cannot be read, or if a field has a mistake.
 */
export function readFile(file: GivenFile): PartialRecipe {
  const text = decodeFile(file);
  const all = Object.values(formats);
  const name = file.name.toLowerCase();
  const format = all.find(({ hasContent }) => hasContent(text)) ?? all.find(({ hasName }) => hasName(name));
  if (!format)
    throw new UserError('file-kind-unknown', { file: file.name, known: all.map(({ label }) => label) });
  return format.read({ name: file.name, text });
}
