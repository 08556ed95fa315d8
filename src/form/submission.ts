/** What a person sent: the form's values and files, read into a recipe or into what stands in its way. */
import { collect, RequestErrors, UserError, userErrorsOf } from '../base/errors.js';
import { agreeId, departures, withAgreements } from '../presets/hold.js';
import type { Preset } from '../presets/preset.js';
import type { GivenFile } from '../recipe/formats/decode.js';
import { readFile } from '../recipe/formats/index.js';
import { fieldsOfRecipe, recipeFromFields } from '../recipe/from-fields.js';
import { type Recipe, recipeFields } from '../recipe/recipe.js';
import type { PackageList } from '../recipe/text/package-list.js';
import { type ResourceTexts, resourceFields } from '../site/resources.js';
import { formIdOf, formIds } from './form-ids.js';
import {
  acceptedIn,
  chosenPreset,
  type FormSite,
  hiddenValues,
  PRESET_FIELD,
  type Values,
  valuesOfPreset,
} from './site-form.js';

/** `problem` is why it could not be taken. */
export type SentFile = GivenFile & { problem?: UserError };

export interface Submission {
  /** By form id, as typed; only the form's own fields. */
  values: Record<string, string>;
  /** Keep the environment of a failed build. */
  keep: boolean;
  /** Only where nothing is wrong. */
  recipe?: Recipe;
  /** What would be made, where only the name, the files or the preset are in the way. */
  draft?: Recipe;
  /** The preset that it was made from. */
  preset?: Preset;
  errors: readonly UserError[];
  notes: readonly string[];
  /** What the text of packages was read as. */
  read: PackageList;
}

/**
 * Reads a form; a field that is empty is taken from the files. With `site`, its form settings and presets count.
 * Never throws for what a person typed.
 */
export function readSubmission(body: unknown, files: readonly SentFile[] = [], site?: FormSite): Submission {
  const given = readFiles(files);
  const { values, preset } = readValues(body, site, given.errors);
  const typed = Object.fromEntries(recipeFields.map((field) => [field, values[formIdOf(field)]]));
  const { recipe, unnamed, errors, notes, read } = recipeFromFields(typed, given.fields);
  const refused = preset ? departures(preset, recipe, acceptedIn(values, preset)) : [];
  const all = [...given.errors, ...errors, ...refused];
  const draft = recipe ?? unnamed;
  const told = Object.keys(given.fields).length > 0;
  return {
    // A browser does not send a file a second time: what files told is typed from then on.
    values: recipe && told ? { ...values, ...valuesOfRecipe(recipe) } : values,
    keep: values.keep_failed === '1',
    errors: all,
    notes: [...given.notes, ...notes],
    read,
    ...(preset && { preset }),
    ...(draft && { draft }),
    ...(recipe && all.length === 0 && { recipe: preset ? withAgreements(recipe, preset) : recipe }),
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

/** What was sent, and what counts in its place or beside it here. */
function readValues(
  body: unknown,
  site: FormSite | undefined,
  errors: UserError[],
): { values: Record<string, string>; preset?: Preset } {
  if (!site) return { values: formValues(body, formIds) };
  const preset = collect(errors, () => chosenPreset(formValues(body, [PRESET_FIELD]), site));
  const boxes = preset?.agree.map(({ variable }) => agreeId(variable)) ?? [];
  const values: Values = {
    ...(preset && valuesOfPreset(preset)),
    ...formValues(body, [...formIds, ...boxes]),
    ...hiddenValues(site, preset),
  };
  return { values, ...(preset && { preset }) };
}

/** A field that comes twice counts once: the last one, as a hidden `0` before a check box wants it. */
function formValues(body: unknown, ids: readonly string[]): Record<string, string> {
  const given = body && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const entries = ids.flatMap((id): [string, string][] => {
    const value = given[id];
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[id, last]] : [];
  });
  return Object.fromEntries(entries);
}

interface FilesRead {
  fields: Partial<Recipe>;
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
