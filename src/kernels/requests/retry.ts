/** The request of a failed build again, with a change that the cause of the failure offers. */
import { UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import type { NextStep } from '../../shared/builds/build-events.js';
import type { Site } from '../../site/site.js';
import { kernelOfBuild } from '../find-kernel.js';
import { creation } from '../operations/index.js';
import { requestEdit } from '../update/request-update.js';
import type { GenerationRequest } from './generation-request.js';
import { recipeAfter } from './next-step.js';

/** Whether the change can be built without showing the form: nothing is guessed, and no preset asks anything. */
export function canGoOn({ order, plan }: Pick<Build, 'order' | 'plan'>, { add }: NextStep): boolean {
  return add?.known === true && (plan.onto === true || order.preset === undefined);
}

/** @throws UserError `next-step-unknown`, `kernel-unknown`; those of reading the recipe and of an update. */
export async function requestAfter(build: Build, step: string, site: Site): Promise<GenerationRequest> {
  const recipe = await recipeAfter(build, step);
  if (!build.plan.onto) return creation.request(recipe, build.order.preset);
  const kernel = await kernelOfBuild(build, site);
  if (!kernel) throw new UserError('kernel-unknown', { name: build.plan.name }, 'name');
  return requestEdit(kernel, recipe, site);
}
