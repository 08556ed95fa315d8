/** Builds with tiny shell commands as steps: the real runner, without a package manager or an index. */
import { onTestFinished } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { cancelBuild, readBuild } from '../../src/builds/builds.js';
import { isAlive, readIdentity } from '../../src/builds/holding/processes/process-identity.js';
import { orderBuild } from '../../src/builds/order-build.js';
import { parseRecipe, type Recipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { hasEnded } from '../../src/shared/builds/build-events.js';
import type { Plan, Step } from '../../src/steps/plan.js';
import { command, write } from '../../src/steps/step.js';
import type { Home } from './home.js';
import { buildProgram } from './program.js';
import { waitFor } from './wait.js';

/** A step that runs lines of sh. */
export function shell(id: string, script: string, more: Partial<Step> = {}): Step {
  return { ...command({ id, phase: 'install', title: `Run ${id}` }, ['sh', '-c', script]), ...more };
}

export function pretendRecipe(fields: Partial<RecipeInput> = {}): Recipe {
  return parseRecipe({ name: 'pretend', ...fields });
}

/** A plan that makes an empty environment, runs the given steps, and publishes a kernelspec. */
export function pretendPlan(home: Home, steps: Step[] = [], name = 'pretend', generation = 1): Plan {
  const prefix = `${home.environments}/${name}/${generation}`;
  const staging = `${home.jupyter_data}/create_kernel/${name}-${generation}`;
  const kernel_directory = `${home.jupyter_data}/kernels/${name}`;
  const staged_kernels = `${staging}/kernels`;
  const report = `${staging}/report.json`;
  return {
    ...{ name, display_name: `${name} kernel`, generation, language: 'python', manager: 'pretend' },
    ...{ prefix, kernel_directory, staging, staged_kernels, report },
    directory: `${staging}/work`,
    absent: [prefix, kernel_directory],
    lock: `${prefix}/.create_kernel/lock.txt`,
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home.home },
    steps: [
      command({ id: 'make', phase: 'create', title: 'Make directories' }, [
        'mkdir',
        '-p',
        `${staging}/work`,
        `${prefix}/bin`,
      ]),
      write(
        { id: 'mark', phase: 'create', title: 'Mark it' },
        `${home.environments}/${name}/.create_kernel.json`,
        JSON.stringify({ kernel: name }),
      ),
      ...steps,
      write(
        { id: 'specify', phase: 'register', title: 'Specify' },
        `${staged_kernels}/${name}/kernel.json`,
        kernelJson(name, prefix, generation),
      ),
      write({ id: 'verify', phase: 'verify', title: 'Verify' }, report, JSON.stringify(pretendReport)),
      {
        ...command({ id: 'try', phase: 'verify', title: 'Try' }, ['true'], { clean: true }),
        gives: 'report',
      },
      write(
        { id: 'record', phase: 'publish', title: 'Keep a record' },
        `${prefix}/.create_kernel/generation.json`,
        '{}',
      ),
      command({ id: 'kernels', phase: 'publish', title: 'Make it' }, [
        'mkdir',
        '-p',
        `${home.jupyter_data}/kernels`,
      ]),
      command({ id: 'publish', phase: 'publish', title: 'Publish' }, [
        'mv',
        '-T',
        `${staged_kernels}/${name}`,
        kernel_directory,
      ]),
    ],
  };
}

function kernelJson(name: string, prefix: string, generation: number): string {
  const origin = { version: '0', generation, prefix, manager: 'pretend', recipe: pretendRecipe({ name }) };
  return JSON.stringify({
    argv: [`${prefix}/bin/python`, '-m', 'pretend', '-f', '{connection_file}'],
    display_name: `${name} kernel`,
    language: 'python',
    metadata: { create_kernel: origin },
  });
}

export const pretendReport = {
  kernel: { ok: true, seconds: 0, executable: '', language_version: '3.11', implementation: 'pretend' },
  imports: [],
  packages: [],
  size: 0,
  files: 0,
};

/** Orders the build of a plan, as createKernel does; it is cancelled when the test ends. Returns its id. */
export async function orderPretend(
  home: Home,
  plan: Plan,
  { keep = false, packages = [] }: { keep?: boolean; packages?: string[] } = {},
): Promise<string> {
  await buildProgram();
  const recipe = pretendRecipe({ name: plan.name, packages });
  const { id, holder } = await orderBuild(recipe, { keep, launcher: 'local' }, home.site, async () => plan);
  if (holder) throw new Error(`${plan.name} is held by build ${id}`);
  onTestFinished(() => endBuild(id, home));
  return id;
}

/** Waits for a build to end, and for its runner, which cleans up after that. */
export function ended(id: string, home: Home): Promise<Build> {
  return waitFor(`build ${id} to end`, () => endedNow(id, home));
}

async function endedNow(id: string, home: Home): Promise<Build | undefined> {
  const build = await readBuild(id, home.site);
  const runner = readIdentity(build.files.runner);
  return hasEnded(build.state.status) && !(runner && isAlive(runner)) ? build : undefined;
}

/** Waits until a step of the build is running. */
export function running(id: string, step: string, home: Home): Promise<Build> {
  return waitFor(`step ${step} of build ${id} to run`, async () => {
    const build = await readBuild(id, home.site);
    return build.state.steps.some((each) => each.id === step && each.status === 'running') && build;
  }) as Promise<Build>;
}

async function endBuild(id: string, home: Home): Promise<void> {
  const build = await readBuild(id, home.site).catch(() => undefined);
  if (!build || hasEnded(build.state.status)) return;
  await cancelBuild(build);
  await ended(id, home);
}
