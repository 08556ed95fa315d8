/** What the form begins with when its address names a build, a preset, a kernel or a saved recipe. */
import type { Request } from 'express';
import { collect, type UserError, userErrorsOf } from '../../../base/errors.js';
import { readBuild } from '../../../builds/builds.js';
import {
  chosenPreset,
  PRESET_FIELD,
  presetOf,
  valuesMadeFrom,
  valuesOfRecipe,
} from '../../../form/site-form.js';
import { shownText } from '../../../kernels/operations/shown.js';
import { nextSteps } from '../../../kernels/requests/next-step.js';
import { askedAgain, whyOutdated } from '../../../kernels/requests/retry.js';
import { savedRecipe } from '../../../presets/my-recipes.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Cause, NextStep } from '../../../shared/builds/build-events.js';
import type { RetryCause } from '../../../shared/form/create-page.js';
import { textsOfResources } from '../../../site/resources.js';
import type { Site } from '../../../site/site.js';
import type { FormState } from '../../pages/create/create-page.js';
import { likeValues } from './like-values.js';
import { agreedValues, valuesToUpdate } from './recipe-to-update.js';

/** @throws UserError if the build, the kernel or the recipe does not exist. */
export async function namedState(query: Request['query'], site: Site): Promise<FormState> {
  const { retry, step, preset, like, module, recipe, update } = query;
  if (typeof update === 'string') return valuesToUpdate(update, site);
  if (typeof retry === 'string') return valuesToRepeat(retry, typeof step === 'string' ? step : '', site);
  if (typeof recipe === 'string') {
    const saved = savedRecipe(recipe, site);
    return { values: valuesOfRecipe(saved.recipe, site), from_recipe: saved.title };
  }
  if (typeof like === 'string')
    return valuesLike({ like, module: typeof module === 'string' ? module : '' }, site);
  if (typeof preset !== 'string') return { values: {} };
  const values = { [PRESET_FIELD]: preset };
  const errors: UserError[] = [];
  collect(errors, () => chosenPreset(values, site));
  return { values, errors };
}

/** A kernel that cannot be a base is a problem of the form, which stays usable. */
async function valuesLike(
  { like, module }: { like: string; module: string },
  site: Site,
): Promise<FormState> {
  try {
    const { values, display_name, notes } = await likeValues(like, module, site);
    return { values, like: { display_name, notes } };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    return { values: {}, errors };
  }
}

/** @throws UserError if the build does not exist. */
async function valuesToRepeat(id: string, step: string, site: Site): Promise<FormState> {
  const build = await readBuild(id, site);
  const { recipe, kernel, upgrade } = await askedAgain(build, step, site);
  const { preset = '', resources } = build.order;
  const values = kernel ? agreedValues(recipe, preset, site) : unagreedValues(recipe, preset, site);
  const retry = {
    values: { ...values, ...textsOfResources(resources) },
    retry_of: build.id,
    ...(kernel && { update_of: kernel.name, shown: shownText(kernel), upgrade }),
  };
  const { cause } = build.state;
  const outdated = kernel && whyOutdated(kernel, build);
  if (outdated) return { ...retry, errors: [outdated] };
  return !cause || step ? retry : { ...retry, retry_cause: causeView(cause, nextSteps(build, recipe)) };
}

/** The site may have removed the preset since then. */
function unagreedValues(recipe: Recipe, id: string, site: Site): FormState['values'] {
  const preset = presetOf({ [PRESET_FIELD]: id }, site);
  return preset ? valuesMadeFrom(recipe, preset, site) : valuesOfRecipe(recipe, site);
}

/** The field that the fixes of a failure change has it as its problem. */
function causeView({ code, message, hint }: Cause, next: readonly NextStep[]): RetryCause {
  const field = next.some((each) => each.language_version !== undefined)
    ? 'language_version'
    : 'kernel_packages';
  return {
    code,
    message,
    hint,
    ...(next.length > 0 && { field }),
    next: next.map(({ id, label }) => ({ id, label })),
  };
}
