/** Creating a kernel: everything that is looked at before a build is ordered, the same behind every door. */
import { dirname } from 'node:path';
import { collect, RequestErrors } from '../../base/errors.js';
import { programVersion } from '../../base/program.js';
import { newBuildId } from '../../builds/build-directory.js';
import { readBuild, readBuildRecipe } from '../../builds/builds.js';
import { orderBuild } from '../../builds/order-build.js';
import { makePlan } from '../../plan/make-plan.js';
import type { Recipe } from '../../recipe/recipe.js';
import { hasEnded } from '../../shared/build-events.js';
import { policyCase, policyErrors } from '../../site/policy.js';
import { type ResourceTexts, readResources } from '../../site/resources.js';
import type { EquippedSite } from '../../site/site.js';
import type { Plan, PlannedBuild } from '../../steps/plan.js';
import { nextGeneration } from '../generation.js';
import { chooseHome } from '../home.js';
import { listKernels } from '../kernelspec.js';
import { heldError } from '../name-holder.js';
import { emptyTrash } from '../trash.js';
import { choosePlace, type Place } from './build-place.js';
import { checkClash } from './clash.js';
import { checkSpace } from './free-space.js';
import { withModules } from './load-modules.js';
import { withVersionModule } from './version-module.js';

// How long a build that somebody else orders at this moment may take to be there, in milliseconds.
const PATIENCE = 5000;
const LOOK = 50;

export interface CreateOptions {
  /** Keep the environment of a failed build for inspection. */
  keep: boolean;
  /** An id of build/launchers; without it, the recipe and the site say where the build runs. */
  launcher?: string;
  /** What a job of a cluster is to ask for, as typed. */
  job?: ResourceTexts;
  /** The id of the preset that the recipe was made from. */
  preset?: string;
}

/** The build that makes the kernel; `already` where the very same one was running. */
export interface Created {
  build: string;
  already: boolean;
}

/** Orders the build of a new kernel. @throws UserError or RequestErrors if it is refused; nothing is left then. */
export async function createKernel(
  asked: Recipe,
  host: EquippedSite,
  options: CreateOptions,
): Promise<Created> {
  const recipe = await withVersionModule(asked, host);
  const site = await withModules(recipe, host, options);
  const place = await checkRecipe(recipe, site, options);
  const { keep, preset } = options;
  const order = { keep, ...(preset && { preset }), ...place };
  for (const until = performance.now() + PATIENCE; ; await pause()) {
    const { id, holder } = await orderBuild(recipe, order, site, (build) => planKernel(recipe, site, build));
    if (!holder) return { build: id, already: false };
    const running = await readRunning(id, site);
    if (running && isSame(running, recipe)) return { build: id, already: true };
    // A build that has only just been ordered cannot be read yet, and one that has ended gives the name back.
    if (running || performance.now() > until) throw heldError(recipe.name, site, id);
  }
}

/** The recipe of a build that runs. */
async function readRunning(id: string, site: EquippedSite): Promise<Recipe | undefined> {
  try {
    const build = await readBuild(id, site);
    return hasEnded(build.state.status) ? undefined : await readBuildRecipe(build);
  } catch {
    return undefined;
  }
}

function isSame(one: Recipe, other: Recipe): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK));
}

/**
 * Everything that can be said against a recipe before it is built. Gives where it is built.
 * @throws RequestErrors with all of it.
 */
export async function checkRecipe(
  recipe: Recipe,
  site: EquippedSite,
  { launcher, job }: Omit<CreateOptions, 'keep'> = {},
): Promise<Place> {
  const errors = policyErrors(policyCase(recipe), site);
  collect(errors, () => makePlan(recipe, { site, generation: 1, version: programVersion() }));
  const kernels = await listKernels(site);
  collect(errors, () => checkClash(recipe, kernels));
  const place =
    launcher === undefined
      ? choosePlace(recipe, job ?? {}, site, errors)
      : { launcher, ...(job && { resources: readResources(job, site.config.build_on, errors) }) };
  if (errors.length > 0) throw new RequestErrors(errors);
  return place;
}

/** The plan of a new kernel, made while nobody else builds this name. */
export async function planKernel(recipe: Recipe, site: EquippedSite, build: PlannedBuild): Promise<Plan> {
  emptyTrash(site);
  const kernels = await listKernels(site);
  const home = await chooseHome(recipe, site, kernels);
  const generation = await nextGeneration(home, { clear: true });
  checkClash(recipe, kernels);
  await checkSpace(dirname(home), site);
  // The first build of a kernel names it for good.
  const target = { home, generation, kernel_id: build.id, build };
  return makePlan(recipe, { site, version: programVersion(), ...target });
}

/** The same plan without a build: nothing on the disk is changed. */
export async function planToShow(recipe: Recipe, site: EquippedSite): Promise<Plan> {
  const home = await chooseHome(recipe, site, await listKernels(site));
  const generation = await nextGeneration(home, { clear: false });
  const kernel_id = newBuildId(new Date());
  return makePlan(recipe, { site, version: programVersion(), home, generation, kernel_id });
}
