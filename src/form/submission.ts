/** Reads a submitted form with files into a recipe or errors. */
import { collect, RequestErrors, UserError, userErrorsOf } from '../base/errors.js';
import type { Preset } from '../presets/preset.js';
import { agreeId, presetErrors, withAgreements } from '../presets/preset-rules.js';
import type { AskedChannels, PlacedChannel } from '../recipe/asked-channels.js';
import type { GivenFile } from '../recipe/formats/decode.js';
import { recipeFromFields } from '../recipe/from-fields.js';
import { type Recipe, recipeFields } from '../recipe/recipe.js';
import type { PackageList } from '../recipe/text/package-list.js';
import { type ResourceTexts, resourceFields } from '../site/resources.js';
import { formIdOf, formIds } from './form-ids.js';
import { readGivenFile } from './given-file.js';
import {
  acceptedIn,
  chosenPreset,
  type FormSite,
  hiddenValues,
  PRESET_FIELD,
  type Values,
  valuesOfPreset,
  valuesOfRecipe,
} from './site-form.js';

/** `problem`: why the file was rejected. */
export type SentFile = GivenFile & { problem?: UserError };

export interface Submission {
  /** The typed values of known fields, by form id. */
  values: Record<string, string>;
  /** Keep the environment of a failed build. */
  keep: boolean;
  /** Present if there are no errors. */
  recipe?: Recipe;
  /** The recipe for a summary. It may lack a name, and the files or the preset may have errors. */
  draft?: Recipe;
  /** The selected preset. */
  preset?: Preset;
  errors: readonly UserError[];
  notes: readonly string[];
  /** The parsed text of packages. */
  read: PackageList;
  /** The recipe's channels and where each comes from, highest priority first. */
  channels: readonly PlacedChannel[];
}

/**
 * Reads a form. Empty fields get the values of the files.
 * Never throws for mistakes of the user.
 */
export function readSubmission(body: unknown, files: readonly SentFile[], site: FormSite): Submission {
  const given = readFiles(files, site);
  const { values, preset } = readValues(body, site, given.errors);
  const typed = Object.fromEntries(recipeFields.map((field) => [field, values[formIdOf(field)]]));
  const { recipe, unnamed, errors, notes, read, channels } = recipeFromFields(typed, given.fields, {
    asked_channels: given.channels,
    default_channels: site.config.channels.default,
  });
  const refused = preset ? presetErrors(preset, recipe, acceptedIn(values, preset)) : [];
  const all = [...given.errors, ...errors, ...refused];
  const draft = recipe ?? unnamed;
  const fromFiles = Object.keys(given.fields).length > 0;
  return {
    // A browser does not send a file twice, so the values of the files become typed values.
    values: recipe && fromFiles ? { ...values, ...valuesOfRecipe(recipe, site) } : values,
    keep: values.keep_failed === '1',
    errors: all,
    notes: [...given.notes, ...notes],
    read,
    channels,
    ...(preset && { preset }),
    ...(draft && { draft }),
    ...(recipe && all.length === 0 && { recipe: preset ? withAgreements(recipe, preset) : recipe }),
  };
}

/** @throws RequestErrors with all errors. */
export function recipeOf({ recipe, errors }: Submission): Recipe {
  if (recipe) return recipe;
  throw new RequestErrors(errors);
}

/** The typed resources of a cluster job. */
export function resourceTexts({ values }: Pick<Submission, 'values'>): ResourceTexts {
  return Object.fromEntries(resourceFields.map((field) => [field, values[field]]));
}

/** The submitted values, with the site's hidden values and those of the preset. */
function readValues(
  body: unknown,
  site: FormSite,
  errors: UserError[],
): { values: Record<string, string>; preset?: Preset } {
  const preset = collect(errors, () => chosenPreset(formValues(body, [PRESET_FIELD]), site));
  const boxes = preset?.agree.map(({ variable }) => agreeId(variable)) ?? [];
  const values: Values = {
    ...(preset && valuesOfPreset(preset, site)),
    ...formValues(body, [...formIds, ...boxes]),
    ...hiddenValues(site, preset),
  };
  return { values, ...(preset && { preset }) };
}

/** Of a repeated field the last value counts, since a hidden `0` precedes each check box. */
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
  channels: AskedChannels[];
  errors: UserError[];
  notes: string[];
}

/** Merges several files: all packages, and the other fields of the last file that has them. */
function readFiles(files: readonly SentFile[], site: FormSite): FilesRead {
  const read: FilesRead = { fields: {}, channels: [], errors: [], notes: [] };
  for (const file of files) {
    try {
      if (file.problem) throw file.problem;
      const { fields, notes, channels } = readGivenFile(file, site);
      const packages = [...(read.fields.packages ?? []), ...(fields.packages ?? [])];
      read.fields = { ...read.fields, ...fields, packages };
      if (channels) read.channels.push(channels);
      read.notes.push(...notes.map((note) => `${file.name}: ${note}`));
    } catch (error) {
      const errors = userErrorsOf(error);
      if (errors.length === 0) throw error;
      read.errors.push(...errors.map(atUpload));
    }
  }
  return read;
}

/** Moves errors of a file to the field for files, since the mistake is in the file. */
function atUpload({ code, facts, line }: UserError): UserError {
  return new UserError(code, facts, 'upload', line);
}
