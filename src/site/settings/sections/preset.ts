/** Settings of a preset, a named recipe that the form offers. */
import * as z from 'zod';
import { collect, type UserError } from '../../../base/errors.js';
import { parseRecipe, type RecipeField, recipeFields } from '../../../recipe/recipe.js';
import { checkVariable } from '../../../recipe/schema/variables.js';
import { id } from '../types.js';

/** Checked when the settings are read, so that a mistake is reported before a person uses the preset. */
const presetRecipe = z.record(z.string(), z.unknown()).superRefine((fields, context) => {
  for (const { message, field } of collected(() => parseRecipe({ name: 'preset', ...fields })))
    context.addIssue({ code: 'custom', message, path: field ? [field] : [] });
});

// The schema of recipes is made only for a site with presets.
const recipeField = z
  .custom<RecipeField>((given) => recipeFields().some((field) => field === given), {
    error: () =>
      `a recipe has the fields ${recipeFields()
        .map((field) => `\`${field}\``)
        .join(', ')}`,
  })
  .meta({ title: 'name' });

const agreement = z
  .strictObject({
    variable: z.string().describe('The name of the variable.'),
    value: z.string().default('yes').describe('Its value if the box is ticked.'),
    label: z.string().min(1).describe('The label of the box.'),
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
  id: id.describe('Its id in addresses (`?preset=ID`) and on the command line (`--preset ID`).'),
  title: z.string().min(1).describe('Its title on the form.'),
  description: z.string().default('').describe('A sentence about it on the form.'),
  recipe: presetRecipe.describe(
    'Fields of a recipe, as `create-kernel show` prints them; the name is optional.',
  ),
  open: z.array(recipeField).optional().describe('Fields that a person can change; by default, all.'),
  agree: z
    .array(agreement)
    .default([])
    .describe(
      'Variables for the installation that are set only if a person ticks a box, such as for a licence.',
    ),
});

export type PresetSetting = z.output<typeof presetSchema>;
