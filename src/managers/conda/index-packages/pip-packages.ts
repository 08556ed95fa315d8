/** Packages that pip adds to an environment of conda, mamba or micromamba. Pure. */
import { UserError } from '../../../base/errors.js';
import { kernelPackageName } from '../../../languages/language.js';
import { pypi } from '../../../sources/pypi/index.js';
import { pipIn, pythonIn } from '../../../sources/runtime/python-runtime.js';
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import { type EnvironmentPaths, type EnvironmentRequest, type Locked, lockFiles } from '../../manager.js';
import { keepingOf } from '../../pypi/locks/earlier.js';
import { installLocked, keepLocks } from '../../pypi/locks/from-lock.js';
import { lockSteps } from '../../pypi/locks/lock-steps.js';
import { indexOptions, pipSettings } from '../../pypi/pypi.js';
import { ownSettingsSteps } from '../../pypi/settings/own-settings.js';
import { buildOptions, buildReports, buildSteps, buildVariables } from '../../pypi/source-builds.js';
import constraintsProgram from './constraints.py';

/** Packages of the recipe that both conda and pip install: afterwards, conda lists a version that pip has replaced. */
export function replacedByPip({ recipe, language, packages }: EnvironmentRequest): UserError[] {
  const added = language.kernelPackages(recipe.language_version).conda ?? [];
  const names = [...added.map(kernelPackageName), ...packages.map(({ name }) => name)];
  const byConda = new Set(names.map(pypi.normalizeName));
  const twice = recipe.pip_packages.filter(({ name }) => name && byConda.has(pypi.normalizeName(name)));
  return twice.map(({ name }) => new UserError('pip-over-conda', { name }, 'pip_packages'));
}

/**
 * Installs with the environment's pip, after conda, the packages that the recipe takes from a package index. With
 * `constrained`, pip does not replace a package of conda that the recipe does not ask of pip.
 */
export function pipSteps(request: EnvironmentRequest, { constrained = false } = {}): Step[] {
  const { recipe, host, paths } = request;
  if (recipe.pip_packages.length === 0) return [];
  const report = `${paths.staging}/pip-report.json`;
  const keeping = keepingOf(request.earlier, paths.staging, pythonIn(paths.prefix));
  const install = [
    ...keeping.words,
    ...pipIn(paths.prefix),
    'install',
    ...buildOptions(request),
    '--report',
    report,
    ...indexOptions(recipe, host),
    '--requirement',
    listOf(paths),
    ...(constrained ? ['--constraint', constraintsOf(paths)] : []),
  ];
  const variables = { ...pipSettings(paths), ...buildVariables('pip', request), ...recipe.install_variables };
  const words = [...pipIn(paths.prefix), 'install'];
  const title = `Install the pip packages with the environment’s own pip${constrained ? ', since uv is not available' : ''}`;
  return [
    writeList(request, 'pip'),
    ...ownSettingsSteps('pip', paths, [pythonIn(paths.prefix)], 'install'),
    ...(constrained ? constraintSteps(request) : []),
    ...keeping.steps,
    ...buildSteps('pip', request, { words, variables }),
    command({ id: 'install-pip-packages', phase: 'install', title, tool: 'pip' }, install, { variables }),
    ...lockSteps({ ...request, paths: { ...paths, lock: pipLockOf(paths) } }, [
      '--report',
      ...buildReports(request),
      report,
    ]),
  ];
}

/** The packages, in the format of pip and uv. */
export function writeList({ recipe, paths }: EnvironmentRequest, installer: 'pip' | 'uv'): Step {
  const lines = recipe.pip_packages.map((spec) => `${pypi.renderSpec(spec, installer)}\n`);
  const step = {
    id: 'write-pip-packages',
    phase: 'install',
    title: 'Write the list of pip packages',
    tool: installer,
  } as const;
  return write(step, listOf(paths), lines.join(''));
}

export function listOf({ staging }: EnvironmentPaths): string {
  return `${staging}/pip-packages.txt`;
}

/** The steps that list the packages of conda for an installer that does not replace them. */
export function constraintSteps({ recipe, paths }: EnvironmentRequest): Step[] {
  const program = `${paths.staging}/constraints.py`;
  const names = recipe.pip_packages.flatMap(({ name }) => name || []);
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool: 'lock' });
  return [
    write(
      step('write-constraints-program', 'Write the program that lists the packages of conda'),
      program,
      constraintsProgram,
    ),
    command(step('list-constraints', 'List the packages of conda, which pip must not replace'), [
      ...[pythonIn(paths.prefix), '-I', program, '--output', constraintsOf(paths), '--', ...names],
    ]),
  ];
}

export function constraintsOf({ staging }: EnvironmentPaths): string {
  return `${staging}/constraints.txt`;
}

/** The same from the locks of an earlier generation, which are kept with the new one. */
export function lockedPipSteps(request: EnvironmentRequest, locked: Locked): Step[] {
  const { paths, recipe } = request;
  const variables = { ...pipSettings(paths), ...buildVariables('pip', request), ...recipe.install_variables };
  const words = [...pipIn(paths.prefix), 'install'];
  return [
    ...keepLocks(locked, paths.lock, pipLockOf(paths)),
    ...(locked.added_lock
      ? [
          ...ownSettingsSteps('pip', paths, [pythonIn(paths.prefix)], 'install'),
          ...buildSteps('pip', request, { words, variables }),
          ...installLocked(request, locked.added_lock, variables, {
            tool: 'pip',
            words: [...words, ...buildOptions(request)],
          }),
        ]
      : []),
  ];
}

export function pipLockOf({ lock }: EnvironmentPaths): string {
  return lock.replace(/[^/]*$/, lockFiles.added_lock);
}
