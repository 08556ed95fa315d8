/** Settings of the form. */
import * as z from 'zod';
import { id, texts } from '../types.js';
import { presetSchema } from './preset.js';

export const formSettings = {
  presets: z.array(presetSchema).default([]).describe('Named recipes that the form offers.'),
  examples: z
    .array(id)
    .default([])
    .describe('Ids of the recipes in `examples/` that the form also offers as presets.'),
  form: z
    .strictObject({
      defaults: z.record(z.string(), z.string()).default({}).describe('Initial values, by field id.'),
      help: z
        .record(z.string(), z.string())
        .default({})
        .describe('Help texts that replace the app’s, by field id.'),
      hidden: texts.default([]).describe('Ids of hidden fields, which always have their default value.'),
      solve: z
        .boolean()
        .default(true)
        .describe(
          'Whether the form runs the package manager’s dry run about a second after a person stops typing, one for each user at a time, to show the packages, sizes and time.',
        ),
      look_up: z
        .boolean()
        .default(true)
        .describe(
          'Whether the form asks the package index or the channels about the typed packages: whether they exist, their versions, and what they are. The answers are kept in the user’s data directory for a day; for packages of channels, that is the list of all their newest packages.',
        ),
      name_list_days: z
        .number()
        .int()
        .nonnegative()
        .default(0)
        .describe(
          'Complete all names of the package index or the channels, from a list that is kept in the user’s data directory for this number of days. The list of the whole of PyPI is a download of about 10 MB for each user; with `0`, only well-known names are completed.',
        ),
      new_project_days: z
        .number()
        .int()
        .nonnegative()
        .default(30)
        .describe(
          'Warn about packages with a first release younger than this number of days, where the index reports the day; `0` for no warning.',
        ),
    })
    .prefault({})
    .describe(
      'Initial values, help texts and hidden fields of the form, and what it finds while a person types.',
    ),
};
