/** conda, mamba and micromamba work in the same way; programs.ts has the differences. */
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';
import type { EnvironmentRequest, Host, Locked, Manager, ProgramReport } from '../manager.js';
import { curl } from '../program.js';
import { pythonSettings } from '../pypi/pypi.js';
import { usedIndexes } from '../pypi/settings/own-indexes.js';
import { activateEnvironment, writeActivation } from './activation.js';
import { readCondaPlan } from './dry-run.js';
import { lockedPipSteps, pipSteps } from './index-packages/pip-packages.js';
import { canInstallConda, installConda, installedConda, installerSettings } from './installer.js';
import platformProgram from './on-this-host.sh';
import { condaPrograms, condaTimeouts, type Family } from './programs.js';
import {
  cachedIn,
  cacheOf,
  channelsOf,
  checkSteps,
  createTitle,
  keepingSpecsOf,
  problems,
  warnings,
} from './request.js';

export const conda = condaManager('conda');
export const mamba = condaManager('mamba');
export const micromamba = condaManager('micromamba');

function condaManager(family: Family): Manager {
  const { version, installer } = condaPrograms[family];
  return {
    id: family,
    label: family,
    installs: ['conda', 'pypi'],
    program: { names: [family], version },
    credentials: {
      condarc: {
        variable: 'CONDARC',
        description: 'A conda configuration file of the user or the site, with mirrors and tokens.',
      },
    },
    timeouts: condaTimeouts,
    indexes: (recipe, host, environment) => usedIndexes('pip', recipe, host, environment),
    ...(installer && { helpers: { curl }, site_settings: installerSettings, report }),
    available: (host) => Boolean(host.programs[family]) || (installer && canInstallConda(host)),
    // A whole conda for each kernel.
    last_resort: (host) => !host.programs[family],
    versions: () => 'any',
    problems: (recipe, host) => problems(family, recipe, host),
    warnings,
    plan(request) {
      const program = programOf(family, request);
      return {
        create: [
          ...(request.host.programs[family] ? [] : installConda(request)),
          ...platformFiles(family, request).map(({ path, text }) =>
            write(
              {
                id: 'write-platform',
                phase: 'create',
                title: `Write the program that runs ${family} for this host’s platform`,
              },
              path,
              text,
            ),
          ),
          ...showSettings(family, request),
          ...(request.locked
            ? createLockedSteps(family, request, request.locked)
            : [createStep(family, request)]),
          ...checkSteps(request),
          writeActivation(request.paths),
        ],
        activate: activateEnvironment(request.paths, program),
        install: request.locked
          ? lockedPipSteps(request, request.locked)
          : [...pipSteps(request), lockStep(family, request)],
        language_version: request.recipe.language_version,
      };
    },
    resolve(request) {
      if (!request.host.programs[family]) return undefined;
      const words = createWords(family, request, `${request.paths.staging}/resolve`);
      return {
        prepare: [],
        argv: [...programWords(family, request), ...words, '--dry-run', '--json'],
        variables: solving(family, request),
        files: platformFiles(family, request),
        read: (text) => readCondaPlan(text, cachedIn(request)),
        tool: family,
      };
    },
  };
}

function report(host: Host): ProgramReport | undefined {
  return canInstallConda(host) ? { found: 'not installed; the site’s installer provides it' } : undefined;
}

/** For the log: the settings of the user and of the site may still forbid a package or change the channel priority. */
function showSettings(family: Family, request: EnvironmentRequest): Step[] {
  const argv = [...programWords(family, request), ...condaPrograms[family].show_settings];
  const title = `Show the ${family} settings that apply to this build`;
  const step = { id: 'show-settings', phase: 'create', title, tool: family } as const;
  return [
    command(step, argv, { variables: { ...settings(family, request), ...request.recipe.install_variables } }),
  ];
}

/** Solves everything together: the interpreter, the kernel package and the requested packages. */
function createStep(family: Family, request: EnvironmentRequest): Step {
  return {
    ...command(
      { id: 'create-environment', phase: 'create', title: createTitle(request), tool: family },
      [...programWords(family, request), ...createWords(family, request, request.paths.prefix)],
      { variables: solving(family, request) },
    ),
    // Neither conda nor mamba locks its package cache reliably: https://github.com/conda/conda/issues/13037
    exclusive: cacheOf(request),
  };
}

/** The exact packages by URL, so that nothing has to be solved. */
function createLockedSteps(family: Family, request: EnvironmentRequest, { lock }: Locked): Step[] {
  const { paths, recipe } = request;
  const file = `${paths.staging}/locked.txt`;
  const step = (id: string, title: string) => ({ id, phase: 'create' as const, title, tool: family });
  const create = ['create', '--yes', '--prefix', paths.prefix, '--file', file];
  const argv = [...programWords(family, request), ...create];
  const variables = { ...settings(family, request), ...recipe.install_variables };
  return [
    write(step('write-locked', 'Write the list of locked packages'), file, lock),
    {
      ...command(step('create-environment', 'Install the locked packages'), argv, { variables }),
      exclusive: cacheOf(request),
    },
  ];
}

function createWords(family: Family, request: EnvironmentRequest, prefix: string): string[] {
  const channels = channelsOf(request.recipe, request.host).flatMap((channel) => ['--channel', channel]);
  return [
    ...['create', '--yes', '--prefix', prefix, ...condaPrograms[family].create],
    ...['--override-channels', ...channels, ...keepingSpecsOf(request).specs],
  ];
}

function lockStep(family: Family, request: EnvironmentRequest): Step {
  const step = {
    id: 'lock-conda-packages',
    phase: 'install',
    title: 'Lock the exact versions of the conda packages',
    tool: family,
  } as const;
  const argv = [...programWords(family, request), ...condaPrograms[family].lock(request.paths.prefix)];
  return command(step, argv, { variables: settings(family, request), output: request.paths.lock });
}

/** The variables of a solve, with the versions to keep of packages that are not asked for. */
function solving(family: Family, request: EnvironmentRequest): Record<string, string> {
  const { pins } = keepingSpecsOf(request);
  const pinned = pins.length > 0 ? condaPrograms[family].pin(pins) : {};
  return { ...settings(family, request), ...pinned, ...request.recipe.install_variables };
}

/** The first of the package caches that can be written gets what is downloaded: conda's setting `pkgs_dirs`. */
function settings(
  family: Family,
  request: Pick<EnvironmentRequest, 'paths' | 'host'>,
): Record<string, string> {
  return {
    CONDA_PKGS_DIRS: [cacheOf(request), ...request.host.conda_package_caches].join(','),
    MAMBA_ROOT_PREFIX: `${cacheOf(request)}/root`,
    CONDA_NOTIFY_OUTDATED_CONDA: 'false',
    ...condaPrograms[family].variables,
    ...pythonSettings,
  };
}

function programOf(family: Family, { host, paths }: EnvironmentRequest): string {
  return host.programs[family]?.path ?? installedConda(paths);
}

/** The command up to its own words. */
function programWords(family: Family, request: EnvironmentRequest): string[] {
  const wrapper = platformFiles(family, request).flatMap(({ path }) => ['sh', path]);
  return [...wrapper, programOf(family, request)];
}

function platformFiles(
  family: Family,
  { paths }: Pick<EnvironmentRequest, 'paths'>,
): { path: string; text: string }[] {
  const path = `${paths.staging}/on-this-host.sh`;
  return condaPrograms[family].needs_platform ? [{ path, text: platformProgram }] : [];
}
