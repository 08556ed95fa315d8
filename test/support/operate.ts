/** Runs an operation on a kernel as the page and the command line do. */
import type { Build } from '../../src/builds/build.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { kernelOperations } from '../../src/kernels/operations/index.js';
import type { OperationResult } from '../../src/kernels/operations/operation.js';
import { type Performed, perform } from '../../src/kernels/operations/perform.js';
import type { Home } from './home.js';
import { ended } from './pretend.js';
import { buildProgram } from './program.js';

export async function operate(home: Home, id: string, name: string): Promise<Performed> {
  await buildProgram();
  const operation = kernelOperations[id];
  if (!operation) throw new Error(`There is no operation ${id}`);
  const kernel = await findKernel(name, home.site);
  return perform(operation, { kernel, options: { keep: false, launcher: 'local' } }, await home.equip());
}

/** For an operation that makes no generation. */
export async function resultOf(home: Home, id: string, name: string): Promise<OperationResult> {
  const performed = await operate(home, id, name);
  if ('ordered' in performed) throw new Error(`${id} has ordered a build`);
  return performed.result;
}

/** For an operation that makes a generation: its build, once it has ended. */
export async function generationOf(home: Home, id: string, name: string): Promise<Build> {
  const performed = await operate(home, id, name);
  if ('result' in performed) throw new Error(performed.result.message);
  return ended(performed.ordered.build, home);
}
