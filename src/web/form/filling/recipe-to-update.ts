/** The form *Create* when it changes the recipe of a kernel, instead of making a new one. */
import type { Request } from 'express';
import { PRESET_FIELD, presetOf, valuesMadeFrom, valuesOfRecipe } from '../../../form/site-form.js';
import { presetOfKernel, recipeOfKernel } from '../../../kernels/built-environment.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import { checkMayChange } from '../../../kernels/may-change.js';
import { creation } from '../../../kernels/operations/index.js';
import type { GenerationRequest } from '../../../kernels/requests/generation-request.js';
import { requestEdit } from '../../../kernels/update/request-update.js';
import type { Preset } from '../../../presets/preset.js';
import { acceptedBy, agreeId } from '../../../presets/preset-rules.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Site } from '../../../site/site.js';
import type { FormState } from '../../pages/create/create-page.js';
import { readUpdateFields } from './update-fields.js';

/** @throws UserError `kernel-unknown`, or that the kernel cannot be changed. */
export async function kernelToUpdate(
  request: Pick<Request, 'body'>,
  site: Site,
): Promise<Kernel | undefined> {
  const { update_of } = readUpdateFields(request.body);
  if (update_of === undefined) return undefined;
  const kernel = await findKernel(update_of, site);
  checkMayChange(kernel);
  return kernel;
}

/** The values of a kernel's recipe. What its lock said is no longer what is asked for. */
export async function valuesToUpdate(name: string, site: Site): Promise<FormState> {
  const kernel = await findKernel(name, site);
  checkMayChange(kernel);
  const recipe = { ...(await recipeOfKernel(kernel, site)), lock: '' };
  return { values: agreedValues(recipe, presetOfKernel(kernel).preset, site), update_of: kernel.name };
}

/** What was agreed to for the kernel is not asked again. The site may have removed its preset since then. */
export function agreedValues(recipe: Recipe, id: string | undefined, site: Site): FormState['values'] {
  const preset = presetOf({ [PRESET_FIELD]: id ?? '' }, site);
  if (!preset) return valuesOfRecipe(recipe, site);
  const accepted = acceptedBy(recipe, preset).map((variable) => [agreeId(variable), '1']);
  return { ...valuesMadeFrom(recipe, preset, site), ...Object.fromEntries(accepted) };
}

/** What the form asks for: a new kernel, or the next generation of one. */
export async function requestedBy(
  request: Pick<Request, 'body'>,
  { recipe, preset }: { recipe: Recipe; preset?: Preset | undefined },
  site: Site,
): Promise<GenerationRequest> {
  const kernel = await kernelToUpdate(request, site);
  return kernel
    ? requestEdit(kernel, recipe, site, readUpdateFields(request.body).upgrade)
    : creation.request(recipe, preset?.id);
}
