/** What the form offers. */
import * as z from 'zod';
import { presetSchema } from './preset.js';
import { id, texts } from './types.js';

export const formSettings = {
  presets: z.array(presetSchema).default([]).describe('Named recipes that the form offers.'),
  examples: z
    .array(id)
    .default([])
    .describe('Ids of the recipes in `examples/` that the form offers as presets too.'),
  form: z
    .strictObject({
      defaults: z.record(z.string(), z.string()).default({}).describe('Field id → what it begins with.'),
      help: z
        .record(z.string(), z.string())
        .default({})
        .describe('Field id → the words under it, in place of ours.'),
      hidden: texts.default([]).describe('Ids of fields that are not shown; their default counts.'),
    })
    .prefault({})
    .describe('The form.'),
};
