/** What a preset asks of the recipe that was made from it: closed fields are as they were, and boxes are ticked. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../base/errors.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Preset } from './preset.js';

/** Everything that stands against the recipe; what has to be accepted is told even where there is no recipe yet. */
export function departures(
  preset: Preset,
  recipe: Recipe | undefined,
  accepted: readonly string[],
): UserError[] {
  return [...(recipe ? changedFields(recipe, preset) : []), ...missingAgreements(preset, accepted)];
}

/** One mistake for each closed field that is not as the preset has it, whatever changed it. */
export function changedFields(recipe: Recipe, { title, closed, recipe: own }: Preset): UserError[] {
  return closed
    .filter((field) => !isDeepStrictEqual(recipe[field], own[field]))
    .map((field) => new UserError('preset-field-closed', { preset: title, field }, field));
}

/** One mistake for each variable that was not accepted; it stands at the box's field. */
export function missingAgreements({ agree }: Preset, accepted: readonly string[]): UserError[] {
  return agree
    .filter(({ variable }) => !accepted.includes(variable))
    .map(
      ({ variable, label }) => new UserError('preset-not-accepted', { label, variable }, agreeId(variable)),
    );
}

/** The field of a box to tick. */
export function agreeId(variable: string): string {
  return `agree_${variable}`;
}

/** The recipe with the variables that were accepted. */
export function withAgreements(recipe: Recipe, { agree }: Preset): Recipe {
  const accepted = Object.fromEntries(agree.map(({ variable, value }) => [variable, value]));
  return { ...recipe, install_variables: { ...recipe.install_variables, ...accepted } };
}

/** The recipe as it was typed: what the boxes set is taken out again. */
export function withoutAgreements(recipe: Recipe, { agree, recipe: own }: Preset): Recipe {
  const set = (name: string) => agree.some(({ variable }) => variable === name);
  const typed = Object.entries(recipe.install_variables).filter(
    ([name]) => !set(name) || Object.hasOwn(own.install_variables, name),
  );
  return { ...recipe, install_variables: Object.fromEntries(typed) };
}
