/**
 * A conda environment by the app's engine, up to verification, compared with the same calls of py-rattler by hand; and
 * with `conda create`, where CONDA_UNDER_TEST names a real conda.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePlan } from '../src/plan/make-plan.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import type { Step } from '../src/steps/plan.js';
import { renderAction } from '../src/steps/script.js';
import { condaParts } from '../test/parts/conda/index.js';
import { inTurn, median, tell, withHome } from './support.js';

const PAIRS = 5;
const SPECS = ['python', 'ipykernel', 'pip', 'numpy'];

const BY_HAND = `
import asyncio, os, sys, rattler
channel, cache, prefix, *specs = sys.argv[1:]
async def main():
    gateway = rattler.Gateway(cache_dir=os.path.join(cache, "cache"))
    records = await rattler.solve([rattler.Channel(channel)], specs, gateway=gateway,
                                  virtual_packages=rattler.VirtualPackage.detect())
    await rattler.install(records, target_prefix=prefix, cache_dir=cache, show_progress=False)
asyncio.run(main())
os._exit(0)
`;

const { channel } = await condaParts();
const { CONDA_UNDER_TEST: real } = process.env;

await withHome(
  async ({ directory, equip }) => {
    const site = await equip();
    const by_hand = join(directory, 'by-hand.py');
    writeFileSync(by_hand, BY_HAND);
    const plan = (name: string) =>
      makePlan(parseRecipe({ name, manager: 'rattler', packages: ['numpy'] }), {
        site,
        generation: 1,
        version: '0',
      });
    const { steps, prefix } = plan('first');
    const ready = steps.findIndex(({ id }) => id === 'create-environment');
    for (const step of steps.slice(0, ready)) perform(step, site.environment);
    const python = pythonOf(steps[ready] as Step, site.environment, directory);
    const caches = join(dirname(dirname(prefix)), '.package-cache/conda');
    const cachesOfConda = `${caches}-of-conda`;

    for (const cache of ['cold', 'warm']) {
      const clear = () => {
        for (const each of cache === 'cold' ? [caches, cachesOfConda] : [])
          rmSync(each, { recursive: true, force: true });
      };
      const engine = async (run: number) => {
        clear();
        const { steps } = plan(`engine-${cache}-${run}`);
        const made = steps.filter(
          ({ phase, id }) => ['create', 'install'].includes(phase) && !/helper|pip-settings/.test(id),
        );
        for (const step of made) perform(step, site.environment);
      };
      const hand = async (run: number) => {
        clear();
        const target = join(directory, `environments/hand-${cache}-${run}`);
        const words = ['-I', by_hand, channel, caches, target, ...SPECS];
        execFileSync(python, words, { stdio: 'ignore', env: site.environment });
      };
      const used = { engine: [] as number[], hand: [] as number[] };
      const { a, b, ratio } = await inTurn(PAIRS, counting(engine, used.engine), counting(hand, used.hand));
      console.log(`${cache} cache: engine ${a.toFixed(2)} s, by hand ${b.toFixed(2)} s`);
      const [ours = 0, bare = 0] = [used.engine, used.hand].map((each) => median(each.slice(1)));
      console.log(
        `  processor: engine ${ours.toFixed(2)} s, by hand ${bare.toFixed(2)} s (${(ours / bare).toFixed(2)})`,
      );
      tell(`${cache} cache: engine / py-rattler by hand`, ratio, { most: 1.15 });
      if (!real) continue;
      const conda = async (run: number) => {
        clear();
        const target = join(directory, `environments/conda-${cache}-${run}`);
        const words = ['create', '--yes', '--override-channels', '--channel', channel, '--prefix', target];
        execFileSync(real, [...words, ...SPECS], {
          stdio: 'ignore',
          env: { ...site.environment, CONDA_PKGS_DIRS: cachesOfConda },
        });
      };
      const compared = await inTurn(1, async (run) => engine(run + 100), conda);
      tell(`${cache} cache: engine / conda create`, compared.ratio, { most: 0.5 });
    }
    if (!real) console.log('engine / conda create: not measured, since CONDA_UNDER_TEST names no conda');
  },
  { channels: { default: [channel] } },
);

/** The same work; adds the processor time of the programs that it has waited for, in seconds. */
function counting(work: (run: number) => Promise<void>, times: number[]) {
  return async (run: number) => {
    const before = childSeconds();
    await work(run);
    times.push(childSeconds() - before);
  };
}

/** Of ended children: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, `cutime` and `cstime` in 1/100 s. */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Runs one step of a plan. */
function perform({ action }: Step, environment: Record<string, string>): void {
  execFileSync('bash', ['-c', renderAction(action)], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The private Python that runs the engine. */
function pythonOf({ action }: Step, environment: Record<string, string>, directory: string): string {
  if (action.kind !== 'command') throw new Error('not a command');
  const end = action.argv.findIndex((word) => word.endsWith('conda_engine.py'));
  const [program = '', ...words] = action.argv.slice(0, end);
  const ask = join(directory, 'ask.py');
  writeFileSync(ask, 'import sys; print(sys.executable)');
  return execFileSync(program, [...words, ask], { env: environment, encoding: 'utf8' }).trim();
}
