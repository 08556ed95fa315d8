/** The form with the site's settings: initial values, hidden fields, and the values of a preset. */

import { collect } from '../base/errors.js';
import type { Preset } from '../presets/preset.js';
import { agreeId, withoutAgreements, withoutEarlierAgreement } from '../presets/preset-rules.js';
import { findPreset, listPresets } from '../presets/presets.js';
import type { Finding } from '../reading/finding.js';
import { fieldsOfRecipe } from '../recipe/fields/fields-of-recipe.js';
import { namesFrom } from '../recipe/name-from-title.js';
import type { Recipe, RecipeField } from '../recipe/recipe.js';
import type { Site } from '../site/site.js';
import { formIdOf } from './form-ids.js';
import { serversTicked } from './servers.js';

export type FormSite = Pick<Site, 'config'>;

/** By form id. */
export type Values = Readonly<Record<string, string>>;

/** The hidden field with the id of the selected preset. */
export const PRESET_FIELD = 'preset_id';

/** The initial values. A preset overrides the site's defaults, which override form.yml. */
export function initialValues({ config }: FormSite, preset?: Preset): Record<string, string> {
  const { default_packages, form } = config;
  return {
    ...(default_packages.length > 0 && { kernel_packages: default_packages.join('\n') }),
    ...form.defaults,
    ...(preset && valuesOfPreset(preset, { config })),
  };
}

// A form needs these fields.
const ALWAYS_SHOWN = ['kernel_packages', 'kernel_name'];

/** The ids of hidden fields. */
export function hiddenFields({ config }: FormSite): string[] {
  return config.form.hidden.filter((id) => !ALWAYS_SHOWN.includes(id));
}

/** The values of hidden fields. Submitted values of hidden fields are ignored. */
export function hiddenValues(site: FormSite, preset?: Preset): Record<string, string> {
  const initial = initialValues(site, preset);
  return Object.fromEntries(hiddenFields(site).map((id) => [id, initial[id] ?? '']));
}

/** The values of a preset, including its closed fields. */
export function valuesOfPreset(
  { id, recipe, given, closed }: Preset,
  { config }: FormSite,
): Record<string, string> {
  const texts = fieldsOfRecipe(recipe, config.channels.default);
  const value = (field: RecipeField): [string, string] => [formIdOf(field), texts[field]];
  const ticked = [...given, ...closed].includes('packages') ? serversTicked(recipe) : {};
  return { [PRESET_FIELD]: id, ...Object.fromEntries([...given, ...closed].map(value)), ...ticked };
}

/** The selected preset, or undefined. @throws UserError `preset-unknown`, `preset-not-understood`. */
export function chosenPreset({ [PRESET_FIELD]: id }: Values, site: FormSite): Preset | undefined {
  return id ? findPreset(id, site) : undefined;
}

/** The selected preset; undefined if there is none or it cannot be used. */
export function presetOf(values: Values, site: FormSite): Preset | undefined {
  return collect([], () => chosenPreset(values, site));
}

/** Leaves out earlier acceptances of terms that the site's presets ask for. */
export function withoutEarlier(site: FormSite): (finding: Finding) => Finding {
  const presets = listPresets(site);
  return (finding) => withoutEarlierAgreement(finding, presets);
}

/** The variables with a ticked box. */
export function acceptedIn(values: Values, { agree }: Preset): string[] {
  return agree.flatMap(({ variable }) => (values[agreeId(variable)] === '1' ? [variable] : []));
}

/** The form's values for a recipe that was made from a preset. Its boxes are not ticked: a licence is accepted for one build. */
export function valuesMadeFrom(recipe: Recipe, preset: Preset, site: FormSite): Record<string, string> {
  return {
    ...valuesOfRecipe(withoutAgreements(recipe, preset), site),
    [PRESET_FIELD]: preset.id,
  };
}

/** The form's values for a recipe, by form id, with the name as it was typed. */
export function valuesOfRecipe(recipe: Recipe, { config }: FormSite): Record<string, string> {
  const fields = fieldsOfRecipe(recipe, config.channels.default);
  const typed = { name: fields.display_name, display_name: '' };
  const isTyped = typed.name !== '' && namesFrom(typed.name).name === fields.name;
  const texts = Object.entries({ ...fields, ...(isTyped && typed) });
  return {
    ...Object.fromEntries(texts.map(([field, text]) => [formIdOf(field), text])),
    ...serversTicked(recipe),
  };
}
