/** uv: environments with the host's interpreters, packages from package indexes. */
import * as z from 'zod';
import { compareVersions, minorVersion } from '../base/version.js';
import { pythonIn } from '../sources/runtime/python-runtime.js';
import type { Step } from '../steps/plan.js';
import { command } from '../steps/step.js';
import type { EnvironmentRequest, Manager } from './manager.js';
import { CONNECT_SECONDS, READ_SECONDS, TRIES } from './network-timeouts.js';
import { libraryVariables, startWords } from './program.js';
import { downloadSettings, downloadSteps, downloads } from './pypi/downloads.js';
import { canInstallUv, getUv, uvProgram, uvSettings } from './pypi/get-uv.js';
import { earlierPylock, upgradeOptions, writeEarlier } from './pypi/locks/earlier.js';
import { keepLock } from './pypi/locks/from-lock.js';
import { readPylock } from './pypi/locks/pylock.js';
import {
  activateScript,
  candidatesOf,
  chooseInterpreter,
  downloadableVersions,
  indexProblems,
  requirements,
  requirementsPath,
  requirementsStep,
} from './pypi/pypi.js';
import { uvIndexOptions, uvVariables } from './pypi/run-uv.js';
import { usedIndexes } from './pypi/settings/own-indexes.js';
import { ownSettingsSteps, settingsCommand, settingsProgram } from './pypi/settings/own-settings.js';
import { buildFiles, buildOptions, buildSteps, buildVariables } from './pypi/source-builds.js';

// The first uv that can write a pylock.toml, which has the sizes of files: https://github.com/astral-sh/uv/releases/tag/0.6.15
const ANSWERING_UV = '0.6.15';

export const uv: Manager = {
  id: 'uv',
  label: 'uv',
  installs: ['pypi'],
  compiles_later: true,
  program: { names: ['uv'], version: /^uv (\S+)/m },
  site_settings: z.object({ ...uvSettings.shape, ...downloadSettings.shape }),
  downloads,
  credentials: {
    uv_config: {
      variable: 'UV_CONFIG_FILE',
      description: 'A uv configuration file of the user or the site.',
    },
  },
  // https://docs.astral.sh/uv/reference/environment/
  timeouts: {
    UV_HTTP_CONNECT_TIMEOUT: CONNECT_SECONDS,
    UV_HTTP_TIMEOUT: READ_SECONDS,
    UV_HTTP_RETRIES: TRIES,
  },
  report: (host) =>
    canInstallUv(host)
      ? { found: 'not installed; the first build installs it from the package index' }
      : undefined,
  available: (host) => candidatesOf(host).length > 0 && (Boolean(host.programs.uv) || canInstallUv(host)),
  versions: (_, host) => host.interpreters.map(({ version }) => minorVersion(version)),
  downloadable: (_, host) => downloadableVersions(host),
  problems: (recipe, host) => indexProblems('uv', recipe, candidatesOf(host)),
  indexes: (recipe, host, environment) => usedIndexes('uv', recipe, host, environment),
  plan(request) {
    const { recipe, host, paths } = request;
    const interpreter = chooseInterpreter('uv', recipe, candidatesOf(host));
    const variables = {
      ...uvVariables(paths),
      ...buildVariables('uv', request),
      ...recipe.install_variables,
    };
    const build = buildSteps('uv', request, { words: installWords(request), variables });
    return {
      create: [
        ...getUv(request),
        ...downloadSteps(interpreter, request),
        ...ownSettingsSteps('uv', paths, startWords(interpreter), 'create'),
        createStep(request, interpreter.path, variables),
      ],
      activate: activateScript(paths.prefix),
      install: [
        ...(request.locked
          ? [keepLock(paths.lock, request.locked.lock), ...build]
          : [
              requirementsStep(request, 'uv', interpreter.version),
              ...(request.earlier ? [writeEarlier(paths.lock, request.earlier)] : []),
              ...build,
              lockStep(request, variables),
            ]),
        installStep(request, variables),
      ],
      language_version: minorVersion(interpreter.version),
      ...(interpreter.libraries && { libraries: interpreter.libraries }),
    };
  },
  resolve(request) {
    const { recipe, host, paths, earlier } = request;
    if (!host.programs.uv || compareVersions(host.programs.uv.version, ANSWERING_UV) < 0) return undefined;
    // Only the new environment has what packages are built with.
    if (recipe.build_packages.length > 0) return undefined;
    const interpreter = chooseInterpreter('uv', recipe, candidatesOf(host));
    const asked = interpreter.download ? host.interpreters[0] : interpreter;
    if (!asked) return undefined;
    const question = [
      ...['pip', 'compile', '--quiet', '--no-header', '--no-annotate', '--format', 'pylock.toml'],
      ...['--python', asked.path],
      // One that is not installed yet cannot be asked, but its packages can be resolved.
      ...(interpreter.download ? ['--python-version', interpreter.version] : []),
    ];
    const known = `${paths.staging}/pylock.toml`;
    const keeping = earlier ? [...upgradeOptions(earlier), '--output-file', known] : [];
    return {
      settings: settingsCommand('uv', paths, startWords(asked)),
      prepare: [],
      argv: [
        ...[host.programs.uv.path, ...question, ...uvIndexOptions(recipe, host), ...keeping],
        requirementsPath(paths),
      ],
      variables: {
        ...uvVariables(paths),
        ...buildVariables('uv', request),
        ...libraryVariables(asked),
        ...recipe.install_variables,
      },
      files: [
        { path: requirementsPath(paths), text: requirements(request, 'uv', interpreter.version) },
        settingsProgram('uv', paths),
        ...buildFiles(request),
        ...(earlier ? [{ path: known, text: earlierPylock(earlier) }] : []),
      ],
      ...(earlier && { output: known }),
      read: (text) => readPylock(text, `${paths.caches}/uv`),
      tool: 'uv',
    };
  },
};

function createStep(
  request: EnvironmentRequest,
  interpreter: string,
  variables: Record<string, string>,
): Step {
  const title = 'Create an environment with Python';
  const words = [
    'venv',
    '--no-project',
    '--python',
    interpreter,
    '--prompt',
    request.recipe.name,
    request.paths.prefix,
  ];
  return command(
    { id: 'create-environment', phase: 'create', title, tool: 'uv' },
    [uvProgram(request), ...words],
    { variables },
  );
}

/** Solves everything together and writes the exact versions with their hashes. */
function lockStep(request: EnvironmentRequest, variables: Record<string, string>): Step {
  const { recipe, host, paths } = request;
  const title = 'Find compatible versions, and lock them';
  const argv = [
    ...[uvProgram(request), 'pip', 'compile', '--quiet', '--generate-hashes', '--no-header', '--no-annotate'],
    ...['--python', pythonIn(paths.prefix), ...uvIndexOptions(recipe, host), ...buildOptions(request)],
    ...(request.earlier ? upgradeOptions(request.earlier) : []),
    ...['--output-file', paths.lock, requirementsPath(paths)],
  ];
  return command({ id: 'lock-packages', phase: 'install', title, tool: 'uv' }, argv, { variables });
}

function installWords(request: EnvironmentRequest): string[] {
  return [uvProgram(request), 'pip', 'install', '--python', pythonIn(request.paths.prefix)];
}

function installStep(request: EnvironmentRequest, variables: Record<string, string>): Step {
  const { recipe, host, paths } = request;
  const argv = [
    ...[...installWords(request), ...buildOptions(request)],
    // A lock has all dependencies.
    ...['--no-deps', ...uvIndexOptions(recipe, host), '--requirement', paths.lock],
  ];
  return command(
    { id: 'install-packages', phase: 'install', title: 'Install the locked packages', tool: 'uv' },
    argv,
    { variables },
  );
}
