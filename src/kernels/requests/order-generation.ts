/** Orders the build of a generation, for a new kernel or onto one that is in the launcher. */
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../base/errors.js';
import { programVersion } from '../../base/program.js';
import { newBuildId } from '../../builds/build-directory.js';
import { readBuild, readBuildRecipe } from '../../builds/builds.js';
import { orderBuild } from '../../builds/order-build.js';
import { planRequest } from '../../plan/make-plan.js';
import type { Recipe } from '../../recipe/recipe.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { EquippedSite } from '../../site/site.js';
import type { Plan, PlannedBuild } from '../../steps/plan.js';
import { findKernel } from '../find-kernel.js';
import { nextGeneration } from '../generation.js';
import { heldError } from '../held-name.js';
import { chooseHome, homeOf } from '../home.js';
import { type Kernel, listKernels } from '../kernelspec.js';
import { checkMayChange } from '../may-change.js';
import { keepPublished } from '../moves/kernelspec-file.js';
import { keepReserve } from '../moves/reserve.js';
import { finishMoves } from '../moves/unfinished.js';
import { homesOfRemovals } from '../removal/removal.js';
import { emptyTrash } from '../removal/trash.js';
import { knownSecrets } from '../secrets-of-kernel.js';
import { type CheckedRequest, type CheckOptions, checkRequest } from './checked-request.js';
import { checkClash } from './checks/clash.js';
import { checkDirectories } from './checks/directories.js';
import type { GenerationRequest } from './generation-request.js';

// How long a build that another process orders at this moment may take until it can be read, in milliseconds.
const PATIENCE = 5000;
const LOOK = 50;

export interface OrderOptions extends CheckOptions {
  /** Keep the environment of a failed build for inspection. */
  keep: boolean;
}

/** The build that makes the generation; `already` if a build of the same request was running. */
export interface OrderedGeneration {
  build: string;
  already: boolean;
}

/** @throws UserError or RequestErrors if it is refused, without leftovers. */
export async function orderGeneration(
  asked: GenerationRequest,
  host: EquippedSite,
  options: OrderOptions,
): Promise<OrderedGeneration> {
  const request = await checkRequest(asked, host, options);
  const { recipe, site, place, preset } = request;
  const { upgrade } = asked;
  const order = { keep: options.keep, ...(preset && { preset }), ...(upgrade && { upgrade }), ...place };
  await finishMoves(site, recipe.name);
  // Looks are counted, not the time: the process that orders may be this one, and be held up too.
  for (let waited = 0; ; waited += LOOK, await setTimeout(LOOK)) {
    const { id, holder } = await orderBuild(recipe, order, site, (build) => planGeneration(request, build));
    if (!holder) {
      keepReserve(site);
      return { build: id, already: false };
    }
    const running = await readRunning(id, site);
    if (running && isSame(running, request)) return { build: id, already: true };
    // A build that was ordered a moment ago cannot be read yet, and one that has ended releases the name.
    if (running || waited > PATIENCE) throw heldError(recipe.name, site, id);
  }
}

interface RunningBuild {
  operation: string;
  recipe: Recipe;
}

/** The operation and the recipe of a running build. */
async function readRunning(id: string, site: EquippedSite): Promise<RunningBuild | undefined> {
  try {
    const build = await readBuild(id, site);
    if (hasEnded(build.state.status)) return undefined;
    return { operation: build.plan.operation ?? 'create', recipe: await readBuildRecipe(build) };
  } catch {
    return undefined;
  }
}

function isSame(one: RunningBuild, other: RunningBuild): boolean {
  return one.operation === other.operation && JSON.stringify(one.recipe) === JSON.stringify(other.recipe);
}

/** The plan, made while this process holds the lock on the name. */
export async function planGeneration(request: CheckedRequest, build: PlannedBuild): Promise<Plan> {
  const { onto, operation, preset, site, place } = request;
  emptyTrash(site);
  const target = onto ? await targetOnto(onto, site, build) : await newTarget(request, build.id);
  if (onto) await keepForRollback(onto, site, target);
  const generation = nextGeneration(target.home, { clear: true, after: onto?.origin?.generation });
  const local = place.cluster === undefined;
  await checkDirectories(dirname(target.home), site, { local });
  const made = { version: programVersion(), operation, build, ...(preset && { preset }) };
  return planRequest(request, { ...made, ...target, generation });
}

/** @throws UserError if the name was taken in the meantime. */
async function newTarget({ recipe, site }: CheckedRequest, kernel_id: string) {
  const kernels = await listKernels(site);
  checkClash(recipe, kernels);
  return { home: await chooseHome(recipe, site, kernels, homesOfRemovals(site)), kernel_id };
}

/**
 * @throws UserError `kernel-unknown`, `kernel-frozen` or `kernel-changed` if the kernel was removed, frozen or changed since it
 * was read: its names and its packages are in the request.
 */
async function targetOnto({ name, origin }: Kernel, site: EquippedSite, build: Pick<PlannedBuild, 'id'>) {
  const now = await findKernel(name, site);
  checkMayChange(now);
  const home = homeOf(now);
  if (!home || !isDeepStrictEqual(now.origin, origin))
    throw new UserError('kernel-changed', { name }, 'name');
  // A kernel of 0.1.0 has no id and gets one here.
  return { home, kernel_id: now.origin?.id ?? build.id, onto: true };
}

/** A kernel of 0.1.0 has its kernelspec in the launcher only, which is about to get another one. */
async function keepForRollback(
  onto: Kernel,
  site: EquippedSite,
  target: { home: string; kernel_id: string },
) {
  const { kernel_variables } = (await knownSecrets(onto, site)).values;
  keepPublished(onto, { id: target.kernel_id, home: target.home, secrets: Object.keys(kernel_variables) });
}

/** The plan of a request without a build; changes nothing on disk. */
export async function planToShow(request: CheckedRequest): Promise<Plan> {
  const { onto, operation, preset, site } = request;
  const id = newBuildId(new Date());
  const target = onto ? await targetOnto(onto, site, { id }) : await newTarget(request, id);
  const generation = nextGeneration(target.home, { clear: false });
  const made = { version: programVersion(), operation, ...(preset && { preset }) };
  return planRequest(request, { ...made, ...target, generation });
}
