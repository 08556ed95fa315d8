/** From typed texts, one per recipe field, to a recipe, for the form and the command line. */
import type { UserError } from '../../base/errors.js';
import type { Finding } from '../../reading/finding.js';
import { type PlacedChannel, placeChannels } from '../channels/asked-channels.js';
import type { Note } from '../intake/request/request.js';
import type { UnderstoodRequest } from '../intake/understand.js';
import { parseRecipe, type Recipe, readableRecipe, recipeFields } from '../recipe.js';

import { type Fields, type FieldsOptions, FieldsReading } from './fields-reading.js';

export interface FieldsRead {
  /** Absent if there are errors. */
  recipe?: Recipe;
  /** The recipe with a placeholder name, if only the name is wrong. */
  unnamed?: Recipe;
  /** What could be read beside the errors, perhaps with a placeholder name. Absent if it is not known where packages come from. */
  readable?: Recipe;
  /** All errors, each with its field, in the order of the recipe's fields. */
  errors: UserError[];
  /** What was left out or guessed. */
  notes: Note[];
  /** What was understood of the text of `packages` and of the files. */
  read: UnderstoodRequest;
  /** The recipe's channels and where each comes from, highest priority first. */
  channels: PlacedChannel[];
}

/**
 * Reads the typed texts and the files. An empty field keeps what the text of `packages` and the files say, or else its
 * value from `base`, such as a preset. Never throws.
 */
export function recipeFromFields(
  fields: Fields,
  base: Partial<Recipe> = {},
  {
    add = false,
    files = [],
    review = same,
    choices = new Map(),
    ahead = {},
    default_channels = [],
  }: FieldsOptions = {},
): FieldsRead {
  const reading = new FieldsReading(fields, base, { first: add ? base : {}, files, review, choices, ahead });
  const { packages, pip_packages, ...others } = base;
  const channels = placeChannels(reading.channelLayers(), default_channels);
  const draft = {
    name: '',
    ...(add ? others : base),
    ...reading.draft(channels),
    channels: channels.map(({ channel }) => channel),
  };
  const recipe = reading.collect('name', () => parseRecipe(draft));
  const { errors, notes, read } = reading;
  const unnamed = recipe ? undefined : withoutName(draft, errors);
  const readable = errors.some(hidesOrigin)
    ? undefined
    : (recipe ?? unnamed ?? readableRecipe(draft, 'unnamed').recipe);
  errors.sort((a, b) => fieldOrder(a) - fieldOrder(b));
  return {
    errors,
    notes,
    read,
    channels,
    ...(recipe && errors.length === 0 && { recipe }),
    ...(unnamed && { unnamed }),
    ...(readable && { readable }),
  };
}

const same = (finding: Finding): Finding => finding;

/** Lets the preview show what will be made before the kernel has a name. */
function withoutName(draft: object, errors: readonly UserError[]): Recipe | undefined {
  if (errors.some(({ field }) => field !== 'name' && field !== 'display_name')) return undefined;
  return parseRecipe({ ...draft, name: 'unnamed', display_name: '' });
}

/** Whether packages could be looked up elsewhere than where they come from, with names that are no one else's business. */
function hidesOrigin({ code, field = '' }: UserError): boolean {
  return (
    ['language', 'manager', 'source', 'channels'].includes(field) ||
    ['channel-not-understood', 'package-address-secret'].includes(code)
  );
}

function fieldOrder({ field }: UserError): number {
  return recipeFields()
    .map(String)
    .indexOf(field ?? '');
}
