/** The canonical form of a recipe: YAML with the schema's fields in the schema's order, without defaults. */

import { isDeepStrictEqual } from 'node:util';
import { Document, type Scalar, visit } from 'yaml';
import type { Finding } from '../../reading/finding.js';
import { type GivenText, HARD_SPACES } from '../../reading/given-text.js';
import { type Reader, sureness } from '../../reading/reader.js';
import { addingSource } from '../../sources/index.js';
import { NODEFAULTS } from '../channels/channel.js';
import { namesFrom } from '../name-from-title.js';
import {
  parseRecipe,
  parseStoredRecipe,
  plainRecipe,
  type Recipe,
  type RecipeField,
  recipeFields,
} from '../recipe.js';
import { yamlFile } from './files/yaml-file.js';

// Fields that no other format has at the start of a line.
const OWN_FIELDS = recipeFields().filter((field) => field !== 'name' && field !== 'channels');
const OWN_FIELD = new RegExp(`^(?:${OWN_FIELDS.join('|')}):`, 'm');

export const recipe: Reader = {
  id: 'recipe',
  label: 'a recipe of Create Kernel (.yml)',
  recognizes({ text, name = '' }) {
    if (OWN_FIELD.test(text) && !/^dependencies:/m.test(text)) return sureness.certain;
    return /^recipe\.ya?ml$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

/** The fields that a text has. @throws RequestErrors or UserError with its mistakes. */
export function readRecipe(text: GivenText): Partial<Recipe> {
  const given = Object.entries(withKernelName(yamlFile(text).values)).filter(([, value]) => value !== '');
  const whole = parseRecipe({ name: 'x', ...Object.fromEntries(given) });
  const names = given.map(([name]) => name);
  return Object.fromEntries(Object.entries(whole).filter(([field]) => names.includes(field)));
}

/**
 * The recipe in a file that this or a newer version of the app wrote; unknown fields are left out. `name` is that of a
 * file without one.
 * @throws RequestErrors or UserError if it is not a recipe.
 */
export function readStoredRecipe(text: GivenText, name: string): Recipe {
  return parseStoredRecipe({ name, ...yamlFile(text).values });
}

/** A name that is typed as it appears in the launcher. */
function withKernelName(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { name } = values;
  if (typeof name !== 'string' || !/\P{ASCII}/u.test(name)) return values;
  return { ...namesFrom(name), ...values, name: namesFrom(name).name };
}

function read(text: GivenText): Finding[] {
  const fields = readRecipe(text);
  const whole = parseRecipe({ name: 'x', ...fields });
  return recipeFields().flatMap((field) => (fields[field] === undefined ? [] : finders[field](whole)));
}

type Finders = { [Field in RecipeField]: (whole: Recipe) => Finding[] };

const setting = (
  field:
    | 'source'
    | 'lock'
    | 'location'
    | 'build_on'
    | 'smoke_code'
    | 'notebook'
    | 'notebook_minutes'
    | 'notebook_failure',
): Finders[typeof field] => {
  return ({ [field]: value }) => [{ kind: 'setting', field, value }];
};

const finders: Finders = {
  name: ({ name }) => [{ kind: 'name', name }],
  display_name: ({ display_name }) => [{ kind: 'display-name', name: display_name }],
  language: ({ language }) => [{ kind: 'language', language }],
  language_version: ({ language_version }) => [{ kind: 'version', version: language_version }],
  manager: ({ manager }) => [{ kind: 'setting', field: 'manager', value: manager }],
  source: setting('source'),
  // The channels of a recipe are the complete list.
  channels: ({ channels }) => {
    return [...channels, NODEFAULTS].map((channel) => ({ kind: 'channel', channel }));
  },
  packages: ({ packages }) => packages.map((spec) => ({ kind: 'package', spec, decided: true })),
  pip_packages: ({ pip_packages }) => {
    return pip_packages.map((spec) => ({
      kind: 'package',
      spec,
      source: addingSource(),
      added: true,
      decided: true,
    }));
  },
  lock: setting('lock'),
  build_constraints: ({ build_constraints }) => {
    return build_constraints.map((spec) => ({ kind: 'build', spec, use: 'build_constraints' }));
  },
  build_packages: ({ build_packages }) => {
    return build_packages.map((spec) => ({ kind: 'build', spec, use: 'build_packages' }));
  },
  modules: ({ modules }) => modules.map((module) => ({ kind: 'module', module })),
  install_variables: ({ install_variables }) => variables(install_variables, 'build'),
  kernel_variables: ({ kernel_variables }) => variables(kernel_variables, 'kernel'),
  location: setting('location'),
  build_on: setting('build_on'),
  imports: ({ imports }) => imports.map((module) => ({ kind: 'import', module })),
  smoke_code: setting('smoke_code'),
  notebook: setting('notebook'),
  notebook_minutes: setting('notebook_minutes'),
  notebook_failure: setting('notebook_failure'),
};

function variables(values: Record<string, string>, use: 'build' | 'kernel'): Finding[] {
  return Object.entries(values).map(([name, value]) => ({ kind: 'variable', name, value, use }));
}

/** The canonical text of a recipe: equal recipes give the same text, and reading it gives the recipe again. */
export function renderRecipe(whole: Recipe): string {
  const plain = plainRecipe(whole);
  const defaults = plainRecipe(parseRecipe({ name: whole.name }));
  const differs = (field: RecipeField) => !isDeepStrictEqual(plain[field], defaults[field]);
  const fields = recipeFields().filter((field) => field === 'name' || differs(field));
  const document = new Document(Object.fromEntries(fields.map((field) => [field, plain[field]])));
  visit(document, { Scalar: (_, scalar) => quoteStrange(scalar) });
  return document.toString({ lineWidth: 0 }).replace(HARD_SPACES, escaped);
}

const STRANGE = /^\s.*\n|[\r\u0085\u2028\u2029]/s;

/**
 * A block scalar that starts with a space, or has line ends other than `\n`, would be read back as another text, and so
 * would hard spaces that are not escaped.
 */
function quoteStrange(scalar: Scalar): void {
  const { value } = scalar;
  if (typeof value === 'string' && (STRANGE.test(value) || value.search(HARD_SPACES) >= 0))
    scalar.type = 'QUOTE_DOUBLE';
}

/** As in a quoted text of YAML. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
