import { UserError } from '../../base/errors.js';
import { decodeFile, type GivenFile } from './decode.js';
import { environment } from './environment.js';
import type { Format, PartialRecipe } from './format.js';
import { recipe } from './recipe.js';
import { requirements } from './requirements.js';

/** The file formats that a recipe can be read from, by id. A new one is a file beside this one and a line here. */
export const formats: Readonly<Record<string, Format>> = { recipe, environment, requirements };

/** The formats in words, for a sentence: `a, b or c`. */
export function formatLabels(): string {
  const labels = Object.values(formats).map(({ label }) => label);
  return `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
}

/**
 * Reads a file into the fields of a recipe that it tells. Its content decides what it is, then its name.
 * @throws UserError or RequestErrors if it cannot be read, or asks for what cannot be.
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
