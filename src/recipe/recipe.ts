/**
 * The recipe: what a person asked for, as data. This schema is the only one; the form, files and the command
 * line all become a Recipe, and nothing downstream knows where it came from. Shape and spelling are checked
 * here; what a site allows is checked by site/policy.ts, what a manager can do by plan/.
 */
import * as z from 'zod';
import { nearestName } from '../base/edit-distance.js';
import { RequestErrors, UserError } from '../base/errors.js';
import { parsePackageSpec } from '../sources/package-spec.js';
import { checkChannel } from './channel.js';
import { field, fieldErrors } from './field.js';
import { checkKernelName } from './name.js';
import { checkVariable, isSecret } from './variables.js';

export const DISPLAY_NAME_MOST = 120;
export const PACKAGES_MOST = 500;

// Control characters, and the marks that turn the direction of text around (they could make a name look like another).
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const channel = field('a channel name or an https address', checkChannel);

const moduleName = field('a module name', (text) => {
  if (!/^[A-Za-z0-9_][\w.+/-]{0,199}$/.test(text) || text.includes('..')) {
    throw new UserError('module-not-understood', { given: text });
  }
});

const packageSpec = field('a package', (text) => void parsePackageSpec(text));

const variables = z
  .record(z.string(), z.string())
  .superRefine((map, context) => {
    for (const [name, value] of Object.entries(map)) {
      fieldErrors(context, () => checkVariable(name, value));
    }
  })
  .default({});

/** Of a list that is too long that alone is told, not what is wrong with each item. */
function listOf(item: z.ZodType<string, string>, what: string, most: number) {
  return z
    .array(z.string())
    .superRefine((items, context) => {
      fieldErrors(context, () => {
        if (items.length > most) throw new UserError('too-many', { what, most, count: items.length });
      });
    })
    .pipe(z.array(item))
    .default([]);
}

export const recipeSchema = z.strictObject({
  /** The kernel's id: its directory's name under `kernels/`, and the environment's. */
  name: field('a kernel name', checkKernelName),
  /** What the launcher shows; any Unicode. Empty means the name. */
  display_name: field('a display name', (text) => {
    if (CONTROL.test(text)) throw new UserError('text-control-characters', { what: 'The display name' });
    if ([...text].length > DISPLAY_NAME_MOST) {
      throw new UserError('display-name-length', { length: [...text].length, most: DISPLAY_NAME_MOST });
    }
  }).default(''),
  /** An id of plan/languages. */
  language: field('a language', () => {}).default('python'),
  /** Such as `3.11`; empty means the manager's choice. */
  language_version: field('a version', (text) => {
    if (text !== '' && !/^\d{1,3}(\.\d{1,3}){0,2}$/.test(text))
      throw new UserError('version-not-understood', { given: text, example: '3.11' });
  }).default(''),
  /** An id of plan/managers, or `auto`. */
  manager: field('a package manager', () => {}).default('auto'),
  /** Conda channels or package indexes, most important first; empty means the site's. */
  channels: listOf(channel, 'channels', 20),
  packages: listOf(packageSpec, 'packages', PACKAGES_MOST),
  /** Packages that pip adds to a conda environment. */
  pip_packages: listOf(packageSpec, 'pip packages', PACKAGES_MOST),
  /** Environment modules, loaded in this order before everything else. */
  modules: listOf(moduleName, 'modules', 50),
  /** Set while the environment is made. */
  install_variables: variables,
  /** Set in the kernel. */
  kernel_variables: variables,
  /** The id of one of the site's locations; empty means the first. */
  location: field('a location', () => {}).default(''),
  /** `local` (the portal's own host) or the id of a cluster; empty means the site's choice. */
  build_on: field('a place to build', (text) => {
    if (!/^[\w.-]{0,64}$/.test(text)) throw new UserError('build-on-not-understood', { given: text });
  }).default(''),
  /** Code that must run in the new kernel before it is published. */
  smoke_code: field('code', (text) => {
    if (text.length > 20_000) throw new UserError('text-too-long', { what: 'The smoke code', most: 20_000 });
    if (text.includes('\0')) throw new UserError('text-control-characters', { what: 'The smoke code' });
  }).default(''),
});

export type Recipe = z.output<typeof recipeSchema>;
/** A recipe before its defaults are filled in. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type RecipeField = keyof Recipe;
export const recipeFields = Object.keys(recipeSchema.shape) as RecipeField[];

/** The recipe as it is kept where others may read it: without the values of variables that are secret. */
export function withoutSecrets(recipe: Recipe): Recipe {
  const open = (variables: Record<string, string>) =>
    Object.fromEntries(Object.entries(variables).filter((variable) => !isSecret(variable)));
  return {
    ...recipe,
    install_variables: open(recipe.install_variables),
    kernel_variables: open(recipe.kernel_variables),
  };
}

/**
 * Checks anything that claims to be a recipe and fills in the defaults.
 * @throws RequestErrors with one error for each mistake, in the order of the fields.
 */
export function parseRecipe(value: unknown): Recipe {
  const result = recipeSchema.safeParse(value);
  if (result.success) return result.data;
  throw new RequestErrors(result.error.issues.flatMap(errorsOfIssue));
}

function errorsOfIssue(issue: z.core.$ZodIssue): UserError[] {
  const at = String(issue.path[0] ?? '');
  if (issue.code === 'custom' && issue.params?.error instanceof UserError) {
    const { code, facts } = issue.params.error;
    return [new UserError(code, facts, at)];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => new UserError('field-unknown', { given: key, ...nearestField(key) }, key));
  }
  if (at === '')
    return [new UserError('recipe-not-understood', { why: 'it is not a list of fields with values' })];
  const expected =
    issue.code === 'invalid_type' ? describeType(issue.expected) : 'a value as the documentation shows it';
  return [new UserError('field-not-understood', { field: issue.path.join('.'), expected }, at)];
}

function describeType(expected: string): string {
  const names: Record<string, string> = {
    string: 'text (in quotes, if it looks like a number)',
    array: 'a list',
    record: 'a list of names with values',
    object: 'a list of names with values',
  };
  return names[expected] ?? expected;
}

function nearestField(key: string): { nearest?: string } {
  const nearest = nearestName(key, recipeFields);
  return nearest ? { nearest } : {};
}
