/** The form *Create* when it changes the recipe of a kernel, instead of making a new one. */
import type { Request } from 'express';
import { UserError } from '../../../base/errors.js';
import { PRESET_FIELD, presetOf, valuesMadeFrom, valuesOfRecipe } from '../../../form/site-form.js';
import { knownRecipe, presetOfKernel } from '../../../kernels/built-environment.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { checkMayChange } from '../../../kernels/may-change.js';
import { creation, updating } from '../../../kernels/operations/index.js';
import { findShown, readShown, type ShownKernel, shownText } from '../../../kernels/operations/shown.js';
import type { GenerationRequest } from '../../../kernels/requests/generation-request.js';
import { requestEdit } from '../../../kernels/update/request-update.js';
import type { Preset } from '../../../presets/preset.js';
import { acceptedBy, agreeId } from '../../../presets/preset-rules.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Site } from '../../../site/site.js';
import type { FormState } from '../../pages/create/create-page.js';
import { readUpdateFields, type Updated } from './update-fields.js';

/** @throws UserError as `findShown`. */
export async function kernelToUpdate(
  { body }: Pick<Request, 'body'>,
  site: Site,
): Promise<ShownKernel | undefined> {
  const { update_of } = readUpdateFields(body);
  return update_of === undefined ? undefined : findShown(updating, update_of, readShown(body), site);
}

/** What a form changes when it is shown again after a problem: the kernel as it is now. */
export async function updatedNow(request: Pick<Request, 'body'>, site: Site): Promise<Updated> {
  const fields = readUpdateFields(request.body);
  const found = await kernelToUpdate(request, site).catch(() => undefined);
  return found ? { ...fields, update_of: found.kernel.name, shown: shownText(found.kernel) } : fields;
}

/** The values of a kernel's recipe. What its lock said is no longer what is asked for. */
export async function valuesToUpdate(name: string, site: Site): Promise<FormState> {
  const kernel = await findKernel(name, site);
  checkMayChange(kernel);
  const { recipe, missing } = await knownRecipe(kernel, site);
  const values = agreedValues({ ...recipe, lock: '' }, presetOfKernel(kernel).preset, site);
  const errors = Object.entries(missing).flatMap(([field, variables]) =>
    variables.length > 0 ? [new UserError('secrets-to-enter', { variables }, field)] : [],
  );
  return { values, errors, update_of: kernel.name, shown: shownText(kernel) };
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
  const found = await kernelToUpdate(request, site);
  if (!found) return creation.request(recipe, preset?.id);
  if (found.changed) throw found.changed;
  checkMayChange(found.kernel);
  return requestEdit(found.kernel, recipe, site, readUpdateFields(request.body).upgrade);
}
