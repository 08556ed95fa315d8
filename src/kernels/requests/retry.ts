/** The request of a failed build again, as it was or with a change that the cause of the failure offers. */
import { UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { readBuildRecipe } from '../../builds/builds.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { NextStep } from '../../shared/builds/build-events.js';
import type { Site } from '../../site/site.js';
import { kernelOfBuild } from '../find-kernel.js';
import type { Kernel } from '../kernelspec.js';
import { creation } from '../operations/index.js';
import { requestEdit } from '../update/request-update.js';
import { upgradeWith } from '../update/update-again.js';
import type { GenerationRequest, Upgrade } from './generation-request.js';
import { recipeAfter } from './next-step.js';

/** Whether the change can be built without showing the form: nothing is guessed, and no preset asks anything. */
export function canGoOn({ order, plan }: Pick<Build, 'order' | 'plan'>, { add }: NextStep): boolean {
  return add?.known === true && (plan.onto === true || order.preset === undefined);
}

/** @throws those of `askedAgain` and of an update; UserError `kernel-unknown`, `retry-outdated`. */
export async function requestAgain(build: Build, step: string, site: Site): Promise<GenerationRequest> {
  const { order, plan } = build;
  const { recipe, kernel, upgrade } = await askedAgain(build, step, site);
  if (!plan.onto) return creation.request(recipe, order.preset);
  if (!kernel) throw new UserError('kernel-unknown', { name: plan.name }, 'name');
  const outdated = whyOutdated(kernel, build);
  if (outdated) throw outdated;
  return requestEdit(kernel, recipe, site, upgrade);
}

/** The recipe of a build has not what later generations have changed: it would take that back. */
export function whyOutdated({ name, origin }: Kernel, { id, plan }: Build): UserError | undefined {
  if (!origin || origin.build === id || origin.generation < plan.generation) return undefined;
  return new UserError('retry-outdated', { name, generation: origin.generation });
}

export interface AskedAgain {
  recipe: Recipe;
  /** The kernel that the build was to change; absent if it was to make a new one, or the kernel is gone. */
  kernel?: Kernel;
  upgrade: Upgrade;
}

/**
 * What a build asked for, also as the values of a form.
 * `step`: the id of the change; without one, all stays the same. An update upgrades what it was to upgrade.
 * @throws UserError `next-step-unknown`; those of reading the recipe.
 */
export async function askedAgain(build: Build, step: string, site: Site): Promise<AskedAgain> {
  const { order, plan, state } = build;
  const kernel = plan.onto ? await kernelOfBuild(build, site) : undefined;
  const offered = state.cause?.next?.find(({ id }) => id === step);
  const more = kernel && offered && (await upgradeWith(kernel, build, offered, site));
  const recipe = step && !more ? await recipeAfter(build, step) : await readBuildRecipe(build);
  return { recipe, ...(kernel && { kernel }), upgrade: more ?? order.upgrade ?? false };
}
