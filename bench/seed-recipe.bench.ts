/**
 * A kernel made with uv, compared with the usual steps of help pages: a venv, one pip install after another, and ipykernel
 * that registers itself. The same packages, both with warm caches.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import { type BenchHome, seconds, succeeded, tell, withHome } from './support.js';

const GROUPS = [['numpy', 'scipy'], ['keras', 'jax', 'patsy', 'seaborn', 'netcdf4'], ['ipykernel']];
const RUNS = 3;

await withHome(async (home) => {
  const by_hand: number[] = [];
  const ratios = { unverified: [] as number[], verified: [] as number[] };
  await byHand(home, 0);
  await byUv(home, 0);
  for (let run = 1; run <= RUNS; run++) {
    const hand = await seconds(() => byHand(home, run));
    const { unverified, verified } = await byUv(home, run);
    by_hand.push(hand);
    ratios.unverified.push(hand / unverified);
    ratios.verified.push(hand / verified);
    console.log(
      `by hand ${hand.toFixed(1)} s, with uv ${unverified.toFixed(2)} s, verified ${verified.toFixed(2)} s`,
    );
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  tell('times faster, without verification', middle(ratios.unverified), { least: 20 });
  tell('times faster, with verification', middle(ratios.verified), { least: 5 });
});

async function byHand({ directory, site }: BenchHome, run: number): Promise<void> {
  const prefix = join(directory, `hand-${run}`);
  const env = {
    ...site.environment,
    PIP_CACHE_DIR: join(directory, 'pip-cache'),
    JUPYTER_DATA_DIR: join(directory, 'hand-jupyter'),
  };
  const python = join(prefix, 'bin', 'python');
  execFileSync('python3', ['-m', 'venv', prefix], {
    env: { ...env, PATH: process.env.PATH },
    stdio: 'ignore',
  });
  for (const packages of GROUPS)
    execFileSync(python, ['-m', 'pip', 'install', ...packages], { env, stdio: 'ignore' });
  execFileSync(python, ['-m', 'ipykernel', 'install', '--user', `--name=hand-${run}`], {
    env,
    stdio: 'ignore',
  });
}

/** Seconds to the published kernel, with and without the verify phase. */
async function byUv({ equip }: BenchHome, run: number): Promise<{ unverified: number; verified: number }> {
  const site = await equip();
  const recipe = parseRecipe({
    name: `uv-${run}`,
    manager: 'uv',
    packages: ['numpy', 'scipy', 'keras', 'jax', 'patsy', 'seaborn', 'netcdf4'],
    // keras needs a backend, so both sides install one: jax is the smallest.
    kernel_variables: { KERAS_BACKEND: 'jax' },
  });
  let verify = 0;
  const verified = await seconds(async () => {
    const { build } = await createKernel(recipe, site, { keep: false, launcher: 'local' });
    const state = await succeeded(build, site);
    verify = state.steps
      .filter(({ phase }) => phase === 'verify')
      .reduce((sum, step) => sum + (step.seconds ?? 0), 0);
  });
  return { unverified: verified - verify, verified };
}
