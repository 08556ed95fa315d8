/** A named recipe that the form offers. */
import * as z from 'zod';
import { collect, type UserError } from '../../base/errors.js';
import { parseRecipe, recipeFields } from '../../recipe/recipe.js';
import { checkVariable } from '../../recipe/variables.js';
import { id } from './types.js';

/** A preset's fields are checked when the settings are read, so that a mistake is told before a person meets it. */
const presetRecipe = z.record(z.string(), z.unknown()).superRefine((fields, context) => {
  for (const { message, field } of collected(() => parseRecipe({ name: 'preset', ...fields })))
    context.addIssue({ code: 'custom', message, path: field ? [field] : [] });
});

const recipeField = z.enum(recipeFields, {
  error: `a recipe has the fields ${recipeFields.map((field) => `\`${field}\``).join(', ')}`,
});

const agreement = z
  .strictObject({
    variable: z.string().describe('The variable.'),
    value: z.string().default('yes').describe('Its value once the box is ticked.'),
    label: z.string().min(1).describe('The words beside the box.'),
  })
  .superRefine(({ variable, value }, context) => {
    for (const { message } of collected(() => checkVariable(variable, value)))
      context.addIssue({ code: 'custom', message, path: ['variable'] });
  });

function collected(check: () => void): UserError[] {
  const errors: UserError[] = [];
  collect(errors, check);
  return errors;
}

export const presetSchema = z.strictObject({
  id: id.describe('How an address (`?preset=ID`) and the command line (`--preset ID`) name it.'),
  title: z.string().min(1).describe('How the form names it.'),
  description: z.string().default('').describe('A sentence about it.'),
  recipe: presetRecipe.describe(
    'Fields of a recipe, as `create-kernel show` prints them; the name may be left out.',
  ),
  open: z
    .array(recipeField)
    .optional()
    .describe('Fields that a person may change; all of them where it is absent.'),
  agree: z
    .array(agreement)
    .default([])
    .describe('Variables while installing that are set only by ticking a box, such as a licence.'),
});

export type PresetSetting = z.output<typeof presetSchema>;
