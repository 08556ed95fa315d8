/** Creating a kernel: everything that is looked at before a build is ordered, the same behind every door. */
import { dirname } from 'node:path';
import { programVersion } from '../../base/program.js';
import { newBuildId } from '../../builds/build-directory.js';
import { readBuild, readBuildRecipe } from '../../builds/builds.js';
import { orderBuild } from '../../builds/order-build.js';
import { planRequest } from '../../plan/make-plan.js';
import type { Recipe } from '../../recipe/recipe.js';
import { hasEnded } from '../../shared/build-events.js';
import type { EquippedSite } from '../../site/site.js';
import type { Plan, PlannedBuild } from '../../steps/plan.js';
import { nextGeneration } from '../generation.js';
import { chooseHome } from '../home.js';
import { listKernels } from '../kernelspec.js';
import { heldError } from '../name-holder.js';
import { emptyTrash } from '../trash.js';
import { type CheckedRequest, type CheckOptions, checkRequest } from './checked-request.js';
import { checkClash } from './clash.js';
import { checkSpace } from './free-space.js';

// How long a build that somebody else orders at this moment may take to be there, in milliseconds.
const PATIENCE = 5000;
const LOOK = 50;

export interface CreateOptions extends CheckOptions {
  /** Keep the environment of a failed build for inspection. */
  keep: boolean;
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
  const request = await checkRequest(asked, host, options);
  const { recipe, site, place } = request;
  const { keep, preset } = options;
  const order = { keep, ...(preset && { preset }), ...place };
  for (const until = performance.now() + PATIENCE; ; await pause()) {
    const { id, holder } = await orderBuild(recipe, order, site, (build) => planKernel(request, build));
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

/** The plan of a new kernel, made while nobody else builds this name. */
export async function planKernel(request: CheckedRequest, build: PlannedBuild): Promise<Plan> {
  const { recipe, site } = request;
  emptyTrash(site);
  const kernels = await listKernels(site);
  const home = await chooseHome(recipe, site, kernels);
  const generation = await nextGeneration(home, { clear: true });
  checkClash(recipe, kernels);
  await checkSpace(dirname(home), site);
  // The first build of a kernel names it for good.
  const target = { home, generation, kernel_id: build.id, build };
  return planRequest(request, { version: programVersion(), ...target });
}

/** The same plan without a build: nothing on the disk is changed. */
export async function planToShow(request: CheckedRequest): Promise<Plan> {
  const { recipe, site } = request;
  const home = await chooseHome(recipe, site, await listKernels(site));
  const generation = await nextGeneration(home, { clear: false });
  const kernel_id = newBuildId(new Date());
  return planRequest(request, { version: programVersion(), home, generation, kernel_id });
}
