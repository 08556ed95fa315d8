/** rattler: conda environments without any conda, by the engine that the app installs for itself. */

import * as z from 'zod';
import { parseJson } from '../../../base/text/json.js';
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import { helperProblem } from '../../helper/helper.js';
import type {
  CachedIn,
  EnvironmentPaths,
  EnvironmentRequest,
  Manager,
  ResolvedPackage,
} from '../../manager.js';
import { getUv } from '../../pypi/get-uv.js';
import { pipSettings, pythonSettings } from '../../pypi/pypi.js';
import { hasUv } from '../../pypi/run-uv.js';
import { usedIndexes } from '../../pypi/settings/own-indexes.js';
import { activateEnvironment, writeActivation } from '../activation.js';
import { lockedPipSteps, pipSteps } from '../index-packages/pip-packages.js';
import { lockedUvSteps, uvSteps } from '../index-packages/uv-packages.js';
import { condaTimeouts } from '../programs.js';
import {
  cachedIn,
  cacheOf,
  channelsOf,
  checkSteps,
  createTitle,
  problems,
  specsOf,
  warnings,
} from '../request.js';
import { condaEngine, type Engine, engineFor } from './engine.js';

const ID = 'rattler';

export const rattler: Manager = {
  id: ID,
  label: ID,
  installs: ['conda', 'pypi'],
  compiles_later: true,
  credentials: {
    rattler_auth: {
      variable: 'RATTLER_AUTH_FILE',
      description: 'A JSON file of the user or the site, with the logins of conda channels for `rattler`.',
    },
  },
  timeouts: condaTimeouts,
  indexes: (recipe, host, environment) => usedIndexes('uv', recipe, host, environment),
  absence: (host) => helperProblem(condaEngine, host),
  report: (host) =>
    helperProblem(condaEngine, host)
      ? undefined
      : {
          found: 'part of this app; the first build that needs it installs py-rattler from the package index',
        },
  available: (host) => helperProblem(condaEngine, host) === undefined,
  versions: () => 'any',
  problems: (recipe, host) => problems(ID, recipe, host),
  warnings,
  plan(request) {
    const engine = engineFor(request);
    if (!engine) throw new Error('planned with a manager that is not available');
    return {
      create: [
        ...engine.steps,
        ...uvToInstall(request, engine),
        ...createSteps(engine, request),
        ...checkSteps(request),
        writeActivation(request.paths),
      ],
      activate: activateEnvironment(request.paths),
      install: installSteps(request),
      language_version: request.recipe.language_version,
    };
  },
  resolve(request) {
    const engine = engineFor(request);
    if (!engine?.ready) return undefined;
    return {
      ...engine.ready,
      files: [...engine.ready.files, ...earlierFiles(request)],
      argv: [
        ...[...engine.words, ...channelOptions(request), ...earlierOptions(request)],
        ...['solve', ...specsOf(request)],
      ],
      variables: { ...pipSettings(request.paths), ...request.recipe.install_variables },
      read: (text) => readSolution(text, cachedIn(request)),
      tool: ID,
    };
  },
};

/** With uv where it is available. */
function installSteps(request: EnvironmentRequest): Step[] {
  const { locked } = request;
  const byUv = hasUv(request.host);
  if (locked) return byUv ? lockedUvSteps(request, locked) : lockedPipSteps(request, locked);
  return [...(byUv ? uvSteps(request) : pipSteps(request, { constrained: true })), keepLock(request)];
}

/** The steps that install uv, if pip packages need it and the engine has not brought it. */
function uvToInstall(request: EnvironmentRequest, { steps }: Engine): Step[] {
  const { locked, recipe, host } = request;
  const needed = locked ? Boolean(locked.added_lock) : recipe.pip_packages.length > 0;
  if (!needed || !hasUv(host)) return [];
  const present = new Set(steps.map(({ id }) => id));
  return getUv(request).filter(({ id }) => !present.has(id));
}

function createSteps({ words }: Engine, request: EnvironmentRequest): Step[] {
  const { paths, locked, recipe } = request;
  const variables = { ...pythonSettings, ...recipe.install_variables };
  const step = (id: string, title: string) => ({ id, phase: 'create' as const, title, tool: ID });
  const prefix = ['--prefix', paths.prefix];
  const file = `${paths.staging}/locked.txt`;
  const source = locked
    ? ['--lock', file, 'create']
    : [
        ...[...channelOptions(request), ...earlierOptions(request), '--write-lock', solvedLock(paths)],
        ...['create', ...specsOf(request)],
      ];
  const title = locked ? 'Install the locked packages' : createTitle(request);
  return [
    ...(locked ? [write(step('write-locked', 'Write the list of locked packages'), file, locked.lock)] : []),
    ...earlierFiles(request).map(({ path, text }) =>
      write(step('write-earlier', 'Write the versions of the earlier environment, to be kept'), path, text),
    ),
    {
      ...command(step('create-environment', title), [...words, ...prefix, ...source], { variables }),
      // It locks each package in the cache, but conda and mamba, which may use the same cache, ignore these locks.
      exclusive: cacheOf(request),
    },
  ];
}

/** The packages that a solve keeps, if it can. */
function earlierFiles({ earlier, paths }: EnvironmentRequest): { path: string; text: string }[] {
  return earlier ? [{ path: `${paths.staging}/earlier.txt`, text: earlier.lock }] : [];
}

function earlierOptions(request: EnvironmentRequest): string[] {
  const files = earlierFiles(request).flatMap(({ path }) => ['--earlier', path]);
  return [...files, ...(request.earlier?.upgrade ?? []).flatMap((name) => ['--upgrade', name])];
}

/** The engine wrote the lock beside the environment, where no file of a package can be. */
function keepLock({ paths }: EnvironmentRequest): Step {
  const title = 'Keep the exact versions of the conda packages with the environment';
  const step = { id: 'lock-conda-packages', phase: 'install', title, tool: 'cp' } as const;
  return command(step, ['cp', '--', solvedLock(paths), paths.lock]);
}

function solvedLock({ staging }: EnvironmentPaths): string {
  return `${staging}/conda-lock.txt`;
}

function channelOptions({ recipe, host }: EnvironmentRequest): string[] {
  return channelsOf(recipe, host).flatMap((channel) => ['--channel', channel]);
}

/** What `conda_engine.py solve` prints. */
const solution = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string(), build: z.string(), size: z.number() })),
});

/** The packages that would be linked. Those that are in a package cache are not downloaded. */
export function readSolution(text: string, caches: CachedIn): ResolvedPackage[] {
  return solution.parse(parseJson(text)).packages.map(({ name, version, build, size }) => ({
    ...{ name, version, source: 'conda', size },
    // Python compiles what is imported.
    cached: { ...caches, entry: `${name}-${version}-${build}`, compiles: false },
  }));
}
