/** What a site makes of the form: what its fields begin with, which are not shown, and what a chosen preset fills in. */

import { collect } from '../base/errors.js';
import { agreeId, withoutAgreements } from '../presets/hold.js';
import type { Preset } from '../presets/preset.js';
import { findPreset } from '../presets/presets.js';
import { fieldsOfRecipe } from '../recipe/from-fields.js';
import type { Recipe, RecipeField } from '../recipe/recipe.js';
import type { Site } from '../site/site.js';
import { formIdOf } from './form-ids.js';

export type FormSite = Pick<Site, 'config'>;

/** By form id. */
export type Values = Readonly<Record<string, string>>;

/** The field with the id of the preset that was chosen; it is not shown. */
export const PRESET_FIELD = 'preset_id';

/** What the fields begin with; a preset counts before the site's defaults, those before what form.yml says. */
export function initialValues({ config }: FormSite, preset?: Preset): Record<string, string> {
  const { default_packages, form } = config;
  return {
    ...(default_packages.length > 0 && { kernel_packages: default_packages.join('\n') }),
    ...form.defaults,
    ...(preset && valuesOfPreset(preset)),
  };
}

// Without these there is nothing to fill in.
const ALWAYS_SHOWN = ['kernel_packages', 'kernel_name'];

/** The ids of fields that are not shown. */
export function hiddenFields({ config }: FormSite): string[] {
  return config.form.hidden.filter((id) => !ALWAYS_SHOWN.includes(id));
}

/** What hidden fields count as, whatever is sent. */
export function hiddenValues(site: FormSite, preset?: Preset): Record<string, string> {
  const initial = initialValues(site, preset);
  return Object.fromEntries(hiddenFields(site).map((id) => [id, initial[id] ?? '']));
}

/** What a preset says, and what it keeps closed. */
export function valuesOfPreset({ id, recipe, given, closed }: Preset): Record<string, string> {
  const texts = fieldsOfRecipe(recipe);
  const value = (field: RecipeField): [string, string] => [formIdOf(field), texts[field]];
  return { [PRESET_FIELD]: id, ...Object.fromEntries([...given, ...closed].map(value)) };
}

/** The preset that was chosen; nothing where none was. @throws UserError `preset-unknown`, `preset-not-understood`. */
export function chosenPreset({ [PRESET_FIELD]: id }: Values, site: FormSite): Preset | undefined {
  return id ? findPreset(id, site) : undefined;
}

/** The same where it does not matter why there is none. */
export function presetOf(values: Values, site: FormSite): Preset | undefined {
  return collect([], () => chosenPreset(values, site));
}

/** The variables whose boxes are ticked. */
export function acceptedIn(values: Values, { agree }: Preset): string[] {
  return agree.flatMap(({ variable }) => (values[agreeId(variable)] === '1' ? [variable] : []));
}

/** The form's values for a recipe that was made from a preset: what was accepted is a tick in its box again. */
export function valuesMadeFrom(recipe: Recipe, preset: Preset): Record<string, string> {
  const texts = Object.entries(fieldsOfRecipe(withoutAgreements(recipe, preset)));
  const boxes = preset.agree.filter(({ variable }) => Object.hasOwn(recipe.install_variables, variable));
  return {
    ...Object.fromEntries(texts.map(([field, text]) => [formIdOf(field), text])),
    ...Object.fromEntries(boxes.map(({ variable }) => [agreeId(variable), '1'])),
    [PRESET_FIELD]: preset.id,
  };
}
