/** Checks that a recipe follows its preset: closed fields are unchanged and boxes are ticked. Pure. */

import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../base/errors.js';
import type { Finding } from '../reading/finding.js';
import { type Recipe, recipeFields } from '../recipe/recipe.js';
import type { Preset } from './preset.js';

/** All violations. Missing agreements are reported even without a recipe. */
export function presetErrors(
  preset: Preset,
  recipe: Recipe | undefined,
  accepted: readonly string[],
): UserError[] {
  return [...(recipe ? changedFields(recipe, preset) : []), ...missingAgreements(preset, accepted)];
}

/** One error for each closed field that differs from the preset. */
export function changedFields(recipe: Recipe, { title, closed, recipe: own }: Preset): UserError[] {
  return closed
    .filter((field) => !isDeepStrictEqual(recipe[field], own[field]))
    .map((field) => new UserError('preset-field-closed', { preset: title, field }, field));
}

/** The same for an update: a field may also stay as the kernel has it, since the site may have changed the preset meanwhile. */
export function changedByUpdate(before: Recipe, recipe: Recipe, preset: Preset): UserError[] {
  const [old, next] = [withoutAgreements(before, preset), withoutAgreements(recipe, preset)];
  const same = recipeFields().filter((field) => isDeepStrictEqual(old[field], next[field]));
  return changedFields(next, { ...preset, closed: preset.closed.filter((field) => !same.includes(field)) });
}

/** One error for each variable that is not accepted, at the field of its box. */
export function missingAgreements({ agree }: Preset, accepted: readonly string[]): UserError[] {
  return agree
    .filter(({ variable }) => !accepted.includes(variable))
    .map(
      ({ variable, label }) => new UserError('preset-not-accepted', { label, variable }, agreeId(variable)),
    );
}

/** The form id of the box of a variable. */
export function agreeId(variable: string): string {
  return `agree_${variable}`;
}

/** The recipe with the accepted variables. */
export function withAgreements(recipe: Recipe, { agree }: Preset): Recipe {
  const accepted = Object.fromEntries(agree.map(({ variable, value }) => [variable, value]));
  return { ...recipe, install_variables: { ...recipe.install_variables, ...accepted } };
}

/** The variables of the boxes that a recipe has. */
export function acceptedBy({ install_variables }: Recipe, { agree }: Preset): string[] {
  return agree
    .filter(({ variable, value }) => install_variables[variable] === value)
    .map(({ variable }) => variable);
}

/** The recipe as typed, without the variables that the boxes set. */
export function withoutAgreements(recipe: Recipe, { agree, recipe: own }: Preset): Recipe {
  const set = (name: string) => agree.some(({ variable }) => variable === name);
  const typed = Object.entries(recipe.install_variables).filter(
    ([name]) => !set(name) || Object.hasOwn(own.install_variables, name),
  );
  return { ...recipe, install_variables: Object.fromEntries(typed) };
}

/**
 * Leaves out a variable of a file by which someone accepted a preset's terms for an earlier kernel: whoever uses the
 * file has to accept them again.
 */
export function withoutEarlierAgreement(finding: Finding, presets: readonly Preset[]): Finding {
  if (finding.kind !== 'variable' || finding.use !== 'build' || finding.file === undefined) return finding;
  const { name, value, file } = finding;
  for (const { id, agree } of presets) {
    const terms = agree.find((each) => each.variable === name && each.value === value);
    if (!terms) continue;
    const text = `\`${name}\` was left out, which accepts terms (${terms.label}): use the preset \`${id}\`, or enter \`${name}=${value}\` yourself`;
    return { kind: 'note', text, file };
  }
  return finding;
}
