/** Runs an operation on a kernel as the page and the command line do. */
import { readFileSync } from 'node:fs';
import type { Build } from '../../src/builds/build.js';
import { orderBuild } from '../../src/builds/order-build.js';
import { findFor } from '../../src/kernels/find-kernel.js';
import { kernelOperations } from '../../src/kernels/operations/index.js';
import type { Arguments, OperationResult } from '../../src/kernels/operations/operation.js';
import { type Performed, perform } from '../../src/kernels/operations/perform.js';
import { type CheckedRequest, checkRequest } from '../../src/kernels/requests/checked-request.js';
import { planGeneration, planToShow } from '../../src/kernels/requests/order-generation.js';
import type { EquippedSite } from '../../src/site/site.js';
import type { Plan } from '../../src/steps/plan.js';
import type { Home } from './home.js';
import { ended, shell } from './pretend.js';
import { buildProgram } from './program.js';

export async function operate(
  home: Home,
  id: string,
  name: string,
  given: Arguments = {},
): Promise<Performed> {
  await buildProgram();
  const operation = kernelOperations[id];
  if (!operation) throw new Error(`There is no operation ${id}`);
  const kernel = await findFor(operation, name, home.site);
  const options = { keep: false, launcher: 'local' };
  return perform(operation, { kernel, given, options }, await home.equip());
}

/** For an operation that makes no generation. */
export async function resultOf(
  home: Home,
  id: string,
  name: string,
  given: Arguments = {},
): Promise<OperationResult> {
  const performed = await operate(home, id, name, given);
  if ('ordered' in performed) throw new Error(`${id} has ordered a build`);
  return performed.result;
}

/** For an operation that makes a generation: its build, once it has ended. */
export async function generationOf(
  home: Home,
  id: string,
  name: string,
  given: Arguments = {},
): Promise<Build> {
  const performed = await operate(home, id, name, given);
  if ('result' in performed) throw new Error(performed.result.message);
  return ended(performed.ordered.build, home);
}

/** Kills the runner of a rebuild, as `kill -9` does, when it comes to a step. Gives the build's id once it has ended. */
export function killedRebuild(home: Home, name: string, step: string): Promise<string> {
  return killedAt(home, { id: 'rebuild', name, step });
}

interface Asked {
  id: string;
  name: string;
  given?: Arguments;
}

async function requestOf({ id, name, given = {} }: Asked, site: EquippedSite): Promise<CheckedRequest> {
  const operation = kernelOperations[id];
  if (operation?.effect !== 'makes') throw new Error(`${id} makes no generation`);
  const kernel = await findFor(operation, name, site);
  const asked = await operation.request(kernel, operation.arguments.parse(given), site);
  return checkRequest(asked, site, { launcher: 'local' });
}

/** The plan of an operation that makes a generation. */
export async function planOf(home: Home, asked: Asked): Promise<Plan> {
  return planToShow(await requestOf(asked, await home.equip()));
}

/** The same for any operation that makes a generation; `end` is after its last step. */
export async function killedAt(home: Home, { step, ...asked }: Asked & { step: string }): Promise<string> {
  await buildProgram();
  const site = await home.equip();
  const request = await requestOf(asked, site);
  const order = { keep: false, launcher: 'local' };
  const { id } = await orderBuild(request.recipe, order, site, async (build) => {
    const plan = await planGeneration(request, build);
    const at = step === 'end' ? plan.steps.length : plan.steps.findIndex((each) => each.id === step);
    plan.steps.splice(at, 0, shell('die', 'kill -9 $PPID; sleep 960'));
    return plan;
  });
  const { state, files } = await ended(id, home);
  const killed = state.steps.find((each) => each.id === 'die')?.status;
  const output = readFileSync(files.runner_output, 'utf8');
  if (killed !== 'failed') throw new Error(JSON.stringify({ step, killed, cause: state.cause, output }));
  return id;
}
