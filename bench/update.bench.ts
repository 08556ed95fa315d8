/**
 * The next generation of a kernel with one small package more, compared with building the same kernel from its recipe: uv,
 * with warm caches; and compared with the kernel's first build, which had an empty package cache.
 */
import { execFileSync } from 'node:child_process';
import { findKernel } from '../src/kernels/find-kernel.js';
import { updating } from '../src/kernels/operations/index.js';
import { perform } from '../src/kernels/operations/perform.js';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import type { BuildState } from '../src/shared/builds/build-state.js';
import { median, succeeded, tell, withHome } from './support.js';

const ROUNDS = 3;
const PACKAGES = ['numpy', 'pandas', 'matplotlib'];
const options = { keep: false, launcher: 'local' };

/** Kilobytes of a directory without byte code that no other directory counted before it has. */
const kilobytes = (...directories: string[]) =>
  execFileSync('du', ['-sk', '--exclude=__pycache__', ...directories], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => Number.parseInt(line, 10));

/** Seconds of the phases that make the environment. */
const building = ({ steps }: BuildState) =>
  steps
    .filter(({ phase }) => phase !== 'verify' && phase !== 'publish')
    .reduce((sum, { seconds = 0 }) => sum + seconds, 0);
const whole = ({ steps }: BuildState) => steps.reduce((sum, { seconds = 0 }) => sum + seconds, 0);

await withHome(async ({ equip }) => {
  const recipe = (name: string, packages: string[]) => parseRecipe({ name, manager: 'uv', packages });
  // Each build finds what the earlier ones have installed, such as uv.
  const create = async (name: string, packages: string[]) => {
    const site = await equip();
    return succeeded((await createKernel(recipe(name, packages), site, options)).build, site);
  };
  const first = await create('mine', PACKAGES);
  const rounds: { fresh: BuildState; updated: BuildState }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const fresh = await create(`fresh-${round}`, [...PACKAGES, 'iniconfig']);
    const site = await equip();
    const kernel = await findKernel('mine', site);
    const given = round % 2 === 1 ? { add: ['iniconfig'] } : { remove: ['iniconfig'] };
    const performed = await perform(updating, { kernel, given, options }, site);
    if ('result' in performed) throw new Error(performed.result.message);
    rounds.push({ fresh, updated: await succeeded(performed.ordered.build, site) });
  }
  const last = rounds.at(-1);
  for (const { id, phase, seconds = 0 } of last?.updated.steps ?? []) {
    const fresh = last?.fresh.steps.find((step) => step.id === id)?.seconds;
    console.log(`${phase} ${id}: ${seconds.toFixed(2)} s, new kernel ${fresh?.toFixed(2) ?? '-'} s`);
  }
  const ratio = (of: (state: BuildState) => number) =>
    median(rounds.map(({ fresh, updated }) => of(fresh) / of(updated)));
  tell('build phases, new kernel / update', ratio(building), { least: 5 });
  tell('verified, new kernel / update', ratio(whole), { least: 2 });
  const updates = (of: (state: BuildState) => number) => median(rounds.map(({ updated }) => of(updated)));
  const cold = (of: (state: BuildState) => number) => of(first) / updates(of);
  tell('build phases, first kernel with an empty cache / update', cold(building), { least: 5 });
  tell('verified, first kernel with an empty cache / update', cold(whole), { least: 2 });
  const { origin } = await findKernel('mine', await equip());
  const prefix = origin?.prefix ?? '';
  const [, added = 0] = kilobytes(prefix.replace(/\d+$/, '1'), prefix);
  const [all = 1] = kilobytes(prefix);
  tell('added disk / environment', added / all, { most: 0.1 });
});
