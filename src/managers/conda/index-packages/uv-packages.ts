/** Packages that uv adds to an environment of conda packages, in the place of the environment's pip. Pure. */
import { pythonIn } from '../../../sources/runtime/python-runtime.js';
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import type { EnvironmentRequest, Locked } from '../../manager.js';
import { uvProgram } from '../../pypi/get-uv.js';
import { keepingOf } from '../../pypi/locks/earlier.js';
import { type Installer, installLocked, keepLocks } from '../../pypi/locks/from-lock.js';
import { uvIndexOptions, uvVariables } from '../../pypi/run-uv.js';
import { ownSettingsSteps } from '../../pypi/settings/own-settings.js';
import { buildOptions, buildSteps, buildVariables } from '../../pypi/source-builds.js';
import addedProgram from './added.py';
import { constraintSteps, constraintsOf, listOf, pipLockOf, writeList } from './pip-packages.js';

/**
 * Installs what the recipe takes from a package index. uv leaves the packages of conda as they are, unless the recipe asks
 * for another version of them by name.
 */
export function uvSteps(request: EnvironmentRequest): Step[] {
  const { recipe, host, paths } = request;
  if (recipe.pip_packages.length === 0) return [];
  const python = pythonIn(paths.prefix);
  const keeping = keepingOf(request.earlier, paths.staging, python);
  const install = [
    ...[
      ...keeping.words,
      ...installWords(request),
      ...buildOptions(request),
      ...uvIndexOptions(recipe, host),
    ],
    ...['--requirement', listOf(paths), '--constraint', constraintsOf(paths)],
  ];
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool: 'uv' });
  return [
    writeList(request, 'uv'),
    ...ownSettingsSteps('uv', paths, [python], 'install'),
    ...constraintSteps(request),
    ...noteSteps(request),
    ...keeping.steps,
    ...buildSteps('uv', request, { words: installWords(request), variables: variablesOf(request) }),
    command(step('install-pip-packages', 'Install the pip packages with uv'), install, {
      variables: variablesOf(request),
    }),
    ...lockSteps(request),
  ];
}

/** The same from the locks of an earlier generation, which are kept with the new one. */
export function lockedUvSteps(request: EnvironmentRequest, locked: Locked): Step[] {
  const { paths } = request;
  const words = installWords(request);
  const installer: Installer = { tool: 'uv', words: [...words, ...buildOptions(request)] };
  return [
    ...keepLocks(locked, paths.lock, pipLockOf(paths)),
    ...(locked.added_lock
      ? [
          ...ownSettingsSteps('uv', paths, [pythonIn(paths.prefix)], 'install'),
          ...buildSteps('uv', request, { words, variables: variablesOf(request) }),
          ...installLocked(request, locked.added_lock, variablesOf(request), installer),
        ]
      : []),
  ];
}

function installWords(request: EnvironmentRequest): string[] {
  return [uvProgram(request), 'pip', 'install', '--python', pythonIn(request.paths.prefix)];
}

function variablesOf(request: EnvironmentRequest): Record<string, string> {
  const { paths, recipe } = request;
  return { ...uvVariables(paths), ...buildVariables('uv', request), ...recipe.install_variables };
}

function noteSteps({ paths }: EnvironmentRequest): Step[] {
  const { program, before } = addedFiles(paths);
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool: 'lock' });
  return [
    write(step('write-added-program', 'Write the program that lists what uv adds'), program, addedProgram),
    command(step('note-packages', 'Note the packages that are installed already'), [
      ...[pythonIn(paths.prefix), '-I', program, '--note', before],
    ]),
  ];
}

/** uv reports no hashes of what it has installed: it looks up those of the exact versions. */
function lockSteps(request: EnvironmentRequest): Step[] {
  const { recipe, host, paths } = request;
  const python = pythonIn(paths.prefix);
  const { program, before, added } = addedFiles(paths);
  const list = { id: 'list-added', phase: 'install', title: 'List what uv has added', tool: 'lock' } as const;
  const lock = {
    id: 'lock-packages',
    phase: 'install',
    title: 'Lock the exact versions',
    tool: 'uv',
  } as const;
  const compile = [
    ...[uvProgram(request), 'pip', 'compile', '--quiet', '--no-deps', '--generate-hashes', '--no-header'],
    ...['--no-annotate', '--python', python, ...buildOptions(request), ...uvIndexOptions(recipe, host)],
    ...['--output-file', pipLockOf(paths), added],
  ];
  return [
    command(list, [python, '-I', program, '--since', before, '--output', added]),
    command(lock, compile, { variables: variablesOf(request) }),
  ];
}

function addedFiles({ staging }: EnvironmentRequest['paths']) {
  return {
    program: `${staging}/added.py`,
    before: `${staging}/packages-before.json`,
    added: `${staging}/added-packages.txt`,
  };
}
