/** What a person sent: the form's values and files, read into a recipe or into what stands in its way. */
import { RequestErrors, UserError, userErrorsOf } from '../errors.js';
import type { GivenFile } from '../recipe/decode.js';
import { readFile } from '../recipe/formats/index.js';
import { fieldsOfRecipe, recipeFromFields } from '../recipe/from-fields.js';
import type { PackageList } from '../recipe/package-list.js';
import { type Recipe, type RecipeInput, recipeFields } from '../recipe/recipe.js';
import { type ResourceTexts, resourceFields } from '../site/resources.js';
import { formIdOf } from './form-ids.js';

/** `problem` is why it could not be taken. */
export type SentFile = GivenFile & { problem?: UserError };

export interface Submission {
  /** By form id, as typed; only the form's own fields. */
  values: Record<string, string>;
  /** Keep the environment of a failed build. */
  keep: boolean;
  /** Only where nothing is wrong. */
  recipe?: Recipe;
  errors: readonly UserError[];
  notes: readonly string[];
  /** What the text of packages was read as. */
  read: PackageList;
}

/** Reads a form; a field that is empty is taken from the files. Never throws for what a person typed. */
export function readSubmission(body: unknown, files: readonly SentFile[] = []): Submission {
  const values = formValues(body);
  const given = readFiles(files);
  const typed = Object.fromEntries(recipeFields.map((field) => [field, values[formIdOf(field)]]));
  const { recipe, errors, notes, read } = recipeFromFields(typed, given.fields);
  const all = [...given.errors, ...errors];
  const told = Object.keys(given.fields).length > 0;
  return {
    // A browser does not send a file a second time: what files told is typed from then on.
    values: recipe && told ? { ...values, ...valuesOfRecipe(recipe) } : values,
    keep: values.keep_failed === '1',
    errors: all,
    notes: [...given.notes, ...notes],
    read,
    ...(recipe && all.length === 0 && { recipe }),
  };
}

/** @throws RequestErrors with everything that is wrong. */
export function recipeOf({ recipe, errors }: Submission): Recipe {
  if (recipe) return recipe;
  throw new RequestErrors(errors);
}

/** What a job of a cluster is to ask for, as typed. */
export function resourceTexts({ values }: Pick<Submission, 'values'>): ResourceTexts {
  return Object.fromEntries(resourceFields.map((field) => [field, values[field]]));
}

/** The form's values for a recipe, by form id. */
export function valuesOfRecipe(recipe: Recipe): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOfRecipe(recipe)).map(([field, text]) => [formIdOf(field), text]),
  );
}

const formIds: string[] = [...recipeFields.map(formIdOf), 'keep_failed', ...resourceFields];

/** A field that comes twice counts once: the last one, as a hidden `0` before a check box wants it. */
function formValues(body: unknown): Record<string, string> {
  const given = body && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const entries = formIds.flatMap((id): [string, string][] => {
    const value = given[id];
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[id, last]] : [];
  });
  return Object.fromEntries(entries);
}

interface FilesRead {
  fields: Partial<RecipeInput>;
  errors: UserError[];
  notes: string[];
}

/** Several files add up: their packages together, and of everything else what the last one says. */
function readFiles(files: readonly SentFile[]): FilesRead {
  const read: FilesRead = { fields: {}, errors: [], notes: [] };
  for (const file of files) {
    try {
      if (file.problem) throw file.problem;
      const { fields, notes } = readFile(file);
      const packages = [...(read.fields.packages ?? []), ...(fields.packages ?? [])];
      read.fields = { ...read.fields, ...fields, packages };
      read.notes.push(...notes.map((note) => `${file.name}: ${note}`));
    } catch (error) {
      const errors = userErrorsOf(error);
      if (errors.length === 0) throw error;
      read.errors.push(...errors.map(atUpload));
    }
  }
  return read;
}

/** What is wrong in a file is to be mended there, not in the field of the form that it would have filled. */
function atUpload({ code, facts, line }: UserError): UserError {
  return new UserError(code, facts, 'upload', line);
}
