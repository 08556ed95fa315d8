/** The canonical form of a recipe: YAML with the schema's fields in the schema's order, without defaults. */
import { isDeepStrictEqual } from 'node:util';
import { Document, type Scalar, visit } from 'yaml';
import { NODEFAULTS } from '../channel.js';
import { parseRecipe, plainRecipe, type Recipe, type RecipeField, recipeFields } from '../recipe.js';
import type { Format, PartialRecipe, TextFile } from './format.js';
import { YamlFile } from './yaml-file.js';

// Fields that no other format has at the start of a line.
const OWN_FIELDS = recipeFields.filter((field) => field !== 'name' && field !== 'channels');
const OWN_FIELD = new RegExp(`^(?:${OWN_FIELDS.join('|')}):`, 'm');

export const recipe: Format = {
  id: 'recipe',
  label: 'a recipe of Create Kernel (.yml)',
  hasContent: (text) => OWN_FIELD.test(text) && !/^dependencies:/m.test(text),
  hasName: (name) => /^recipe\.ya?ml$/.test(name),
  read,
};

function read(file: TextFile): PartialRecipe {
  const { values } = new YamlFile(file);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const checked = parseRecipe({ name: 'x', ...given });
  const fields = pick(checked, Object.keys(given));
  // The channels of a recipe are the complete list.
  const channels = fields.channels?.filter((channel) => channel !== NODEFAULTS);
  return { fields: { ...fields, ...(channels && { channels }) }, notes: [] };
}

function pick(whole: Recipe, keys: string[]): Partial<Recipe> {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => keys.includes(key)));
}

/** The canonical text of a recipe: equal recipes give the same text, and reading it gives the recipe again. */
export function renderRecipe(whole: Recipe): string {
  const plain = plainRecipe(whole);
  const defaults = plainRecipe(parseRecipe({ name: whole.name }));
  const differs = (field: RecipeField) => !isDeepStrictEqual(plain[field], defaults[field]);
  const fields = recipeFields.filter((field) => field === 'name' || differs(field));
  const document = new Document(Object.fromEntries(fields.map((field) => [field, plain[field]])));
  visit(document, { Scalar: (_, scalar) => quoteStrange(scalar) });
  return document.toString({ lineWidth: 0 });
}

/** A block scalar that starts with a space, or has line ends other than `\n`, would be read back as another text. */
function quoteStrange(scalar: Scalar): void {
  if (typeof scalar.value === 'string' && /^\s.*\n|[\r\u0085\u2028\u2029]/s.test(scalar.value))
    scalar.type = 'QUOTE_DOUBLE';
}
