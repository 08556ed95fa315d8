/** The request of a failed build again, as it was or with a change that the cause of the failure offers. */
import { UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { readBuildRecipe } from '../../builds/builds.js';
import type { NextStep } from '../../shared/builds/build-events.js';
import type { Site } from '../../site/site.js';
import { kernelOfBuild } from '../find-kernel.js';
import { creation } from '../operations/index.js';
import { requestEdit } from '../update/request-update.js';
import { upgradeWith } from '../update/update-again.js';
import type { GenerationRequest } from './generation-request.js';
import { recipeAfter } from './next-step.js';

/** Whether the change can be built without showing the form: nothing is guessed, and no preset asks anything. */
export function canGoOn({ order, plan }: Pick<Build, 'order' | 'plan'>, { add }: NextStep): boolean {
  return add?.known === true && (plan.onto === true || order.preset === undefined);
}

/**
 * `step`: the id of the change; without one, the request is the same. An update upgrades what it was to upgrade.
 * @throws UserError `next-step-unknown`, `kernel-unknown`; those of reading the recipe and of an update.
 */
export async function requestAgain(build: Build, step: string, site: Site): Promise<GenerationRequest> {
  const { order, plan, state } = build;
  const recipeWith = () => (step ? recipeAfter(build, step) : readBuildRecipe(build));
  if (!plan.onto) return creation.request(await recipeWith(), order.preset);
  const kernel = await kernelOfBuild(build, site);
  if (!kernel) throw new UserError('kernel-unknown', { name: plan.name }, 'name');
  const offered = state.cause?.next?.find(({ id }) => id === step);
  const more = offered && (await upgradeWith(kernel, build, offered, site));
  const recipe = more ? await readBuildRecipe(build) : await recipeWith();
  return requestEdit(kernel, recipe, site, more ?? order.upgrade);
}
