/** Reads a submitted form with files into a recipe or errors. */
import { collect, RequestErrors, type UserError } from '../base/errors.js';
import type { Preset } from '../presets/preset.js';
import { agreeId, presetErrors, withAgreements } from '../presets/preset-rules.js';
import type { Finding } from '../reading/finding.js';
import type { GivenText } from '../reading/given-text.js';
import type { PlacedChannel } from '../recipe/channels/asked-channels.js';
import { recipeFromFields } from '../recipe/fields/from-fields.js';
import { TEXT_MOST, typedText } from '../recipe/fields/typed-text.js';
import type { ReadAhead } from '../recipe/intake/ahead/read-ahead.js';
import { type Choices, parseChoices } from '../recipe/intake/request/choices.js';
import { noteWords } from '../recipe/intake/request/request.js';
import { withoutServers } from '../recipe/intake/request/servers.js';
import type { UnderstoodRequest } from '../recipe/intake/understand.js';
import { addedField, type PackageField } from '../recipe/package-fields.js';
import { type Recipe, recipeFields } from '../recipe/recipe.js';
import { type ResourceTexts, resourceFields } from '../site/resources.js';
import { formIdOf, formIds } from './form-ids.js';
import { formValues } from './form-values.js';
import { notebookAsked, notebookGiven, RUN_NOTEBOOK } from './run-notebook.js';
import { readFiles, type SentFile } from './sent-files.js';
import { leavesServersOut, TAKE_SERVERS } from './servers.js';
import {
  acceptedIn,
  chosenPreset,
  type FormSite,
  hiddenFields,
  hiddenValues,
  PRESET_FIELD,
  type Values,
  valuesOfPreset,
  valuesOfRecipe,
  withoutEarlier,
} from './site-form.js';

/** The button that takes the packages of conda from the package index instead. */
const FROM_INDEX = 'from_index';

/** The hidden field with what was chosen about problems of files, one choice in a line. */
const CHOICES_FIELD = 'text_choices';

export interface Submission {
  /** The typed values of known fields, by form id. */
  values: Record<string, string>;
  /** Keep the environment of a failed build. */
  keep: boolean;
  /** Take the packages of conda from the package index instead. */
  from_index: boolean;
  /** Present if there are no errors. */
  recipe?: Recipe;
  /** The recipe for a summary. It may lack a name, and the files or the preset may have errors. */
  draft?: Recipe;
  /** What could be read beside the errors, for questions about its packages. */
  readable?: Recipe;
  /** The selected preset. */
  preset?: Preset;
  errors: readonly UserError[];
  /** The first notebook among the texts, which can be run in the new kernel. */
  notebook?: GivenText;
  notes: readonly string[];
  /** What was understood of the typed text and the files. */
  read: UnderstoodRequest;
  /** The recipe's channels and where each comes from, highest priority first. */
  channels: readonly PlacedChannel[];
}

/**
 * Reads a form. Empty fields get the values of the files.
 * Never throws for mistakes of the user.
 */
export function readSubmission(
  body: unknown,
  files: readonly SentFile[],
  site: FormSite,
  ahead: ReadAhead = {},
): Submission {
  const given = readFiles(files);
  const { values, preset } = readValues(body, site, given.errors);
  const texts = Object.fromEntries(recipeFields().map((field) => [field, values[formIdOf(field)]]));
  const notebook = notebookGiven([...given.texts, typedText(values[formIdOf('packages')] ?? '')]);
  const typed = {
    ...texts,
    ...(!hiddenFields(site).includes(formIdOf('notebook')) &&
      notebookAsked(formValues(body, [RUN_NOTEBOOK])[RUN_NOTEBOOK], texts.notebook ?? '', notebook)),
  };
  const { recipe, unnamed, readable, errors, notes, read, channels } = recipeFromFields(
    typed,
    {},
    {
      files: given.texts,
      choices: choicesIn(body),
      ahead,
      review: reviewOf(values, site, preset),
      default_channels: site.config.channels.default,
    },
  );
  const refused = preset ? presetErrors(preset, recipe, acceptedIn(values, preset)) : [];
  const all = [...given.errors, ...errors, ...refused];
  const draft = recipe ?? unnamed;
  const fromFiles = given.texts.length > 0;
  return {
    // A browser does not send a file twice, so the values of the files become typed values.
    values: {
      ...values,
      ...(recipe && fromFiles && valuesOfRecipe(recipe, site)),
      ...(recipe && { [formIdOf('notebook')]: recipe.notebook }),
    },
    ...(notebook && { notebook }),
    keep: values.keep_failed === '1',
    from_index: FROM_INDEX in formValues(body, [FROM_INDEX]),
    errors: all,
    notes: notes.map(noteWords),
    read,
    channels,
    ...(preset && { preset }),
    ...(draft && { draft }),
    ...(readable && { readable }),
    ...(recipe && all.length === 0 && { recipe: preset ? withAgreements(recipe, preset) : recipe }),
  };
}

function reviewOf(values: Values, site: FormSite, preset?: Preset): (finding: Finding) => Finding {
  const earlier = withoutEarlier(site);
  return leavesServersOut(values[TAKE_SERVERS], preset)
    ? (finding) => withoutServers(earlier(finding))
    : earlier;
}

export interface TextsToRead {
  /** Those of a group are read together. */
  groups: GivenText[][];
  /** The id of the language that was chosen, or empty. */
  language: string;
  /** How many choices were made about problems. */
  choices: number;
}

/** The texts of a form that readSubmission reads. */
export function textsToRead(body: unknown, files: readonly SentFile[], site: FormSite): TextsToRead {
  const { values } = readValues(body, site, []);
  const typed = (field: PackageField) => {
    const text = typedText(values[formIdOf(field)] ?? '');
    return text.text === '' || text.text.length > TEXT_MOST ? [] : [text];
  };
  return {
    groups: [[...readFiles(files).texts, ...typed('packages')], typed(addedField)],
    language: values[formIdOf('language')]?.trim() ?? '',
    choices: choicesIn(body).size,
  };
}

/** The page writes this field; what it does not understand chooses nothing. */
function choicesIn(body: unknown): Choices {
  const { [CHOICES_FIELD]: text = '' } = formValues(body, [CHOICES_FIELD]);
  return collect([], () => parseChoices(text.split('\n').filter(Boolean))) ?? new Map();
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
    ...formValues(body, [...formIds, TAKE_SERVERS, ...boxes]),
    ...hiddenValues(site, preset),
  };
  return { values, ...(preset && { preset }) };
}
