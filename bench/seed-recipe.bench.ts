/**
 * A kernel made with uv, compared with the usual steps of help pages: a venv, one pip install after another, and ipykernel
 * that registers itself. The same packages, both with warm caches. And its verification, compared with one interpreter
 * that is running and imports the same packages from an environment without byte code, as uv leaves it. Both for the first
 * kernel with these packages and for the next one, which has the byte code of the first.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fetchBy } from '../scripts/fetching.mjs';
import { readBuild } from '../src/builds/builds.js';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import type { StepState } from '../src/shared/builds/build-state.js';
import type { Phase } from '../src/shared/builds/phases.js';
import { type BenchHome, median, seconds, succeeded, tell, withHome } from './support.js';

const GROUPS = [['numpy', 'scipy'], ['keras', 'jax', 'patsy', 'seaborn', 'netcdf4'], ['ipykernel']];
const MODULES = ['numpy', 'scipy', 'keras', 'jax', 'patsy', 'seaborn', 'netCDF4'];
const IMPORTS = `import importlib, sys, time
began = time.perf_counter()
for name in sys.argv[1:]:
    importlib.import_module(name)
print(time.perf_counter() - began)`;
const RUNS = 3;
// A build yields to other programs by default; the steps by hand do not.
const FAIR = { build_on: { nice: 0 } };

await withHome(async (home) => {
  const ratios = { unverified: [] as number[], first: both(), next: both() };
  const publish: number[] = [];
  await byHand(home, 0);
  await byUv(home, 'uv-0');
  for (let run = 1; run <= RUNS; run++) {
    const hand = await byHand(home, run);
    removeByteCode(join(home.directory, 'environments'));
    const first = await byUv(home, `first-${run}`);
    const next = await byUv(home, `next-${run}`);
    const imports = bareImports(home, next.prefix);
    ratios.unverified.push(hand / next.unverified);
    publish.push(next.published);
    console.log(`by hand ${hand.toFixed(1)} s, bare imports ${imports.toFixed(2)} s`);
    for (const which of ['first', 'next'] as const) {
      const { verified, unverified } = { first, next }[which];
      ratios[which].verified.push(hand / verified);
      ratios[which].imports.push((verified - unverified) / imports);
      console.log(`${which} kernel with uv ${unverified.toFixed(2)} s, verified ${verified.toFixed(2)} s`);
    }
  }
  tell('times faster, without verification', median(ratios.unverified), { least: 20 });
  for (const [which, { verified, imports }] of [
    ['next kernel with these packages', ratios.next],
    ['first kernel with these packages', ratios.first],
  ] as const) {
    tell(`${which}: times faster, with verification`, median(verified), { least: 6 });
    tell(`${which}: verification / bare imports`, median(imports), { most: 1.2 });
  }
  tell('publish', median(publish), { most: 0.2 }, ' s');
}, FAIR);

function both() {
  return { verified: [] as number[], imports: [] as number[] };
}

function removeByteCode(directory: string): void {
  execFileSync('find', [directory, '-name', '__pycache__', '-prune', '-exec', 'rm', '-rf', '{}', '+']);
}

/** Seconds of all its steps; an attempt to fetch that failed does not count. */
async function byHand({ directory, site }: BenchHome, run: number): Promise<number> {
  const prefix = join(directory, `hand-${run}`);
  const environment = {
    ...site.environment,
    PIP_CACHE_DIR: join(directory, 'pip-cache'),
    JUPYTER_DATA_DIR: join(directory, 'hand-jupyter'),
  };
  const python = join(prefix, 'bin', 'python');
  const options = { env: { ...environment, PATH: process.env.PATH }, stdio: 'ignore' } as const;
  const made = await seconds(async () => void execFileSync('python3', ['-m', 'venv', prefix], options));
  let fetched = 0;
  for (const packages of GROUPS) {
    let began = 0;
    const begin = () => {
      began = performance.now();
    };
    await fetchBy([python, '-m', 'pip', 'install', ...packages], { environment, begin });
    fetched += (performance.now() - began) / 1000;
  }
  const words = ['-m', 'ipykernel', 'install', '--user', `--name=hand-${run}`];
  return made + fetched + (await seconds(async () => void execFileSync(python, words, options)));
}

/** Seconds that one process needs to import the packages, and to compile them. */
function bareImports({ site }: BenchHome, prefix: string): number {
  removeByteCode(prefix);
  const env = { ...site.environment, KERAS_BACKEND: 'jax' };
  return Number(execFileSync(join(prefix, 'bin', 'python'), ['-c', IMPORTS, ...MODULES], { env }));
}

interface Made {
  /** Seconds to the published kernel, with and without the verify phase. */
  verified: number;
  unverified: number;
  /** Seconds of the publish phase. */
  published: number;
  prefix: string;
}

async function byUv({ equip }: BenchHome, name: string): Promise<Made> {
  const site = await equip();
  const recipe = parseRecipe({
    name,
    manager: 'uv',
    packages: ['numpy', 'scipy', 'keras', 'jax', 'patsy', 'seaborn', 'netcdf4'],
    // keras needs a backend, so both sides install one: jax is the smallest.
    kernel_variables: { KERAS_BACKEND: 'jax' },
  });
  const of = (steps: readonly StepState[], asked: Phase) =>
    steps.filter(({ phase }) => phase === asked).reduce((sum, step) => sum + (step.seconds ?? 0), 0);
  const started = performance.now();
  const { build } = await createKernel(recipe, site, { keep: false, launcher: 'local' });
  const { steps } = await succeeded(build, site);
  const verified = (performance.now() - started) / 1000;
  const { plan } = await readBuild(build, site);
  return {
    verified,
    unverified: verified - of(steps, 'verify'),
    published: of(steps, 'publish'),
    prefix: plan.prefix,
  };
}
