/**
 * The recipe: what a person requests, as data. The form, files and the command line all become a Recipe through one
 * schema. Code after that does not know where it came from and never parses a package's text.
 */
import * as z from 'zod';
import { RequestErrors, UserError, userErrorsOf } from '../base/errors.js';
import { withoutUnknown } from '../base/lenient.js';
import { lookUp } from '../base/registry.js';
import { isRecord } from '../base/stored.js';
import { nearestName } from '../base/text/edit-distance.js';
import { defaultLanguage, languages } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import { storedSyntax } from '../languages/later-language.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import { makeRecipeSchema } from './schema/recipe-schema.js';
import { openVariables } from './secret-variables.js';

export { DISPLAY_NAME_MOST, PACKAGES_MOST } from './schema/recipe-schema.js';

type RecipeSchema = ReturnType<typeof makeRecipeSchema>;

export type Recipe = z.output<RecipeSchema>;
/** A recipe before its defaults are filled in and its package texts are parsed. */
export type RecipeInput = z.input<RecipeSchema>;
export type RecipeField = keyof Recipe;
/** A recipe in JSON and YAML: each package is its canonical text. */
export type PlainRecipe = {
  [Field in RecipeField]: Recipe[Field] extends PackageSpec[] ? string[] : Recipe[Field];
};

// Each schema is made on first use.
const schemas = new Map<Language, RecipeSchema>();

function schemaFor(language: Language): RecipeSchema {
  const schema = schemas.get(language) ?? makeRecipeSchema(language);
  schemas.set(language, schema);
  return schema;
}

let fields: RecipeField[] | undefined;

/** In the order of the schema. */
export function recipeFields(): readonly RecipeField[] {
  fields ??= schemaFor(defaultLanguage).keyof().options;
  return fields;
}

/** The recipe as it is stored in JSON; reading it gives the recipe again. */
export function plainRecipe(recipe: Recipe): PlainRecipe {
  const text = (spec: PackageSpec) => spec.text;
  return {
    ...recipe,
    packages: recipe.packages.map(text),
    pip_packages: recipe.pip_packages.map(text),
    build_constraints: recipe.build_constraints.map(text),
    build_packages: recipe.build_packages.map(text),
  };
}

/** The recipe for files that others may read: without secret variables. */
export function withoutSecrets(recipe: Recipe): Recipe {
  return {
    ...recipe,
    install_variables: openVariables(recipe.install_variables),
    kernel_variables: openVariables(recipe.kernel_variables),
  };
}

/** The fields of a recipe that has no notebook run. */
export const noNotebook = { notebook: '', notebook_minutes: '', notebook_failure: '' } as const;

/** The recipe for what is kept of it or shared: without secret variables, and without the notebook that was run. */
export function recipeToKeep(recipe: Recipe): Recipe {
  return { ...withoutSecrets(recipe), ...noNotebook };
}

/**
 * Checks a value against the schema of its language, parses its packages and fills in the defaults.
 * @throws RequestErrors with one error for each mistake, in the order of the fields.
 */
export function parseRecipe(value: unknown): Recipe {
  return parseWith(schemaFor(languageNamedIn(value)), value);
}

/**
 * Reads a recipe that this or a newer version of the app stored; unknown fields are left out.
 * @throws RequestErrors as parseRecipe, but not for those.
 */
export function parseStoredRecipe(value: unknown): Recipe {
  return parseWith(withoutUnknown(schemaFor(languageNamedIn(value, laterLanguage))), value);
}

function parseWith(schema: z.core.$ZodType<Recipe>, value: unknown): Recipe {
  const { data, error } = z.safeParse(schema, value);
  if (error) throw new RequestErrors(error.issues.flatMap(errorsOfIssue));
  return data;
}

/** A stored recipe for what needs only a part of it. */
export interface ReadableRecipe {
  recipe: Recipe;
  /** What cannot be read; empty if all can. */
  errors: readonly UserError[];
}

/** What can be read of a stored recipe: each field with a mistake has its default. `name` is the kernel's. */
export function readableRecipe(value: unknown, name: string): ReadableRecipe {
  try {
    return { recipe: parseStoredRecipe(value), errors: [] };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    const fields = isRecord(value) ? Object.entries(value) : [];
    const wrong = errors.map(({ field }) => field);
    const rest = fields.filter(([field]) => field !== 'name' && !wrong.includes(field));
    // Without an end, a mistake that no field has would come back.
    const kept = rest.length < fields.length ? Object.fromEntries(rest) : {};
    const { recipe } = readableRecipe({ ...kept, name: UNNAMED }, name);
    return { recipe: { ...recipe, name }, errors };
  }
}

// Any directory of a kernelspec is a kernel's name, but a recipe's has fewer characters.
const UNNAMED = 'unnamed';

const laterLanguage: Language = { ...defaultLanguage, packages: storedSyntax() };

/** An unknown language gives another one here; planning refuses it. */
function languageNamedIn(value: unknown, unknown = defaultLanguage): Language {
  const { language = defaultLanguage.id } = z.object({ language: z.string() }).safeParse(value).data ?? {};
  return lookUp(languages, language) ?? unknown;
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
    return [new UserError('recipe-not-understood', { reason: 'it is not a map of fields to values' })];
  const expected =
    issue.code === 'invalid_type' ? describeType(issue.expected) : 'a value as in the documentation';
  return [new UserError('field-not-understood', { field: issue.path.join('.'), expected }, at)];
}

function describeType(expected: string): string {
  const names: Record<string, string> = {
    string: 'text (in quotes, if it looks like a number)',
    array: 'a list',
    record: 'a map of names to values',
    object: 'a map of names to values',
  };
  return names[expected] ?? expected;
}

function nearestField(key: string): { nearest?: string } {
  const nearest = nearestName(key, recipeFields());
  return nearest ? { nearest } : {};
}
