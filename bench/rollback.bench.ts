/** How long a rollback takes, in the process and as a whole command: the aim is a second. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { appRoot } from '../src/base/program.js';
import { readBuild } from '../src/builds/builds.js';
import { isAlive, readIdentity } from '../src/builds/holding/processes/process-identity.js';
import { findKernel } from '../src/kernels/find-kernel.js';
import { kernelOperations } from '../src/kernels/operations/index.js';
import { perform } from '../src/kernels/operations/perform.js';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import { seconds, succeeded, tell, withHome } from './support.js';

await withHome(async ({ environment, site, equip }) => {
  const host = await equip();
  const { rollback, rebuild } = kernelOperations;
  if (!rollback || !rebuild) throw new Error('There is no rollback');
  const options = { keep: false, launcher: 'local' };
  const recipe = parseRecipe({ name: 'mine', packages: ['six'] });
  const ended = async (build: string) => {
    await succeeded(build, site);
    // The runner holds the kernel's name until it has cleaned up.
    const { files } = await readBuild(build, site);
    for (let runner = readIdentity(files.runner); runner && isAlive(runner); ) await setTimeout(20);
  };
  await ended((await createKernel(recipe, host, options)).build);
  const kernel = () => findKernel('mine', site);
  const rebuilt = await perform(rebuild, { kernel: await kernel(), options }, host);
  if ('ordered' in rebuilt) await ended(rebuilt.ordered.build);
  const here = async (generation: string) => {
    await perform(rollback, { kernel: await kernel(), given: { generation } }, host);
  };
  tell('rollback in the process', await seconds(() => here('1')), { most: 1 }, ' s');
  const program = join(appRoot, 'bin/create-kernel');
  const command = async () => {
    execFileSync(program, ['rollback', 'mine', '2'], { env: environment, stdio: 'ignore' });
  };
  tell('rollback as a command', await seconds(command), { most: 1 }, ' s');
});
