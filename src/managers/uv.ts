/** uv: environments with the host's interpreters, packages from package indexes. */
import * as z from 'zod';
import { compareVersions, minorVersion } from '../base/version.js';
import { pipIn, pythonIn } from '../sources/python-runtime.js';
import type { Step } from '../steps/plan.js';
import { command } from '../steps/step.js';
import type { EnvironmentPaths, EnvironmentRequest, Host, Manager } from './manager.js';
import { CONNECT_SECONDS, READ_SECONDS, TRIES } from './network-timeouts.js';
import { keepLock } from './pypi/from-lock.js';
import { ownSettings, ownSettingsSteps, settingsCommand, settingsProgram } from './pypi/own-settings.js';
import { readPylock } from './pypi/pylock.js';
import {
  activateScript,
  chooseInterpreter,
  indexOptions,
  indexProblems,
  pipSettings,
  requirements,
  requirementsPath,
  requirementsStep,
} from './pypi/pypi.js';

// The first uv that can write a pylock.toml, which has the sizes of files: https://github.com/astral-sh/uv/releases/tag/0.6.15
const ANSWERING_UV = '0.6.15';

const siteSettings = z.object({
  install_uv: z
    .boolean()
    .default(true)
    .describe(
      'Whether to fetch uv from the package index into the user’s data directory, once, if the site has none.',
    ),
});

export const uv: Manager = {
  id: 'uv',
  label: 'uv',
  installs: ['pypi'],
  program: { names: ['uv'], version: /^uv (\S+)/m },
  site_settings: siteSettings,
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
    canInstall(host)
      ? { found: 'not installed; the first build installs it from the package index' }
      : undefined,
  available: (host) => host.interpreters.length > 0 && (Boolean(host.programs.uv) || canInstall(host)),
  versions: (_, host) => host.interpreters.map(({ version }) => minorVersion(version)),
  problems: (recipe, host) => indexProblems('uv', recipe, host.interpreters),
  plan(request) {
    const { recipe, host, paths } = request;
    const interpreter = chooseInterpreter('uv', recipe, host.interpreters);
    const variables = { ...variablesOf(paths), ...recipe.install_variables };
    return {
      create: [
        ...getUv(request),
        ...ownSettingsSteps('uv', paths, interpreter.path, 'create'),
        createStep(request, interpreter.path, variables),
      ],
      activate: activateScript(paths.prefix),
      install: [
        ...(request.locked
          ? [keepLock(paths.lock, request.locked.lock)]
          : [requirementsStep(request, 'uv', interpreter.version), lockStep(request, variables)]),
        installStep(request, variables),
      ],
      language_version: minorVersion(interpreter.version),
    };
  },
  resolve(request) {
    const { recipe, host, paths } = request;
    if (!host.programs.uv || compareVersions(host.programs.uv.version, ANSWERING_UV) < 0) return undefined;
    const interpreter = chooseInterpreter('uv', recipe, host.interpreters);
    const question = [
      'pip',
      'compile',
      '--quiet',
      '--no-header',
      '--no-annotate',
      '--format',
      'pylock.toml',
      '--python',
      interpreter.path,
    ];
    return {
      settings: settingsCommand('uv', paths, interpreter.path),
      prepare: [],
      argv: [host.programs.uv.path, ...question, ...indexOptions(recipe, host), requirementsPath(paths)],
      variables: { ...variablesOf(paths), ...recipe.install_variables },
      files: [
        { path: requirementsPath(paths), text: requirements(request, 'uv', interpreter.version) },
        settingsProgram('uv', paths),
      ],
      read: readPylock,
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
    [program(request), ...words],
    { variables },
  );
}

/** Solves everything together and writes the exact versions with their hashes. */
function lockStep(request: EnvironmentRequest, variables: Record<string, string>): Step {
  const { recipe, host, paths } = request;
  const title = 'Find compatible versions, and lock them';
  const argv = [
    ...[program(request), 'pip', 'compile', '--quiet', '--generate-hashes', '--no-header', '--no-annotate'],
    ...['--python', pythonIn(paths.prefix), ...indexOptions(recipe, host)],
    ...['--output-file', paths.lock, requirementsPath(paths)],
  ];
  return command({ id: 'lock-packages', phase: 'install', title, tool: 'uv' }, argv, { variables });
}

function installStep(request: EnvironmentRequest, variables: Record<string, string>): Step {
  const { recipe, host, paths } = request;
  const argv = [
    ...[program(request), 'pip', 'install', '--python', pythonIn(paths.prefix)],
    // A lock has all dependencies.
    ...['--no-deps', ...indexOptions(recipe, host), '--requirement', paths.lock],
  ];
  return command(
    { id: 'install-packages', phase: 'install', title: 'Install the locked packages', tool: 'uv' },
    argv,
    { variables },
  );
}

function canInstall({ settings, interpreters }: Host): boolean {
  return siteSettings.parse(settings, { jitless: true }).install_uv && interpreters.some(({ venv }) => venv);
}

/** The path of the site's uv, or of the one that the plan installs in the app's private directory. */
function program({ host, paths }: EnvironmentRequest): string {
  return host.programs.uv?.path ?? `${paths.tools}/uv`;
}

/** Installs uv from the package index, once, if the site has none; it is one static program. */
function getUv(request: EnvironmentRequest): Step[] {
  const { recipe, host, paths } = request;
  const interpreter = host.interpreters.find(({ venv }) => venv);
  if (host.programs.uv || !interpreter) return [];
  const temporary = `${paths.staging}/get-uv`;
  const install = [...pipIn(temporary), 'install', ...indexOptions(recipe, host), 'uv'];
  const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
  return [
    command(step('prepare-uv', 'Prepare to install uv, which this site does not have', 'venv'), [
      interpreter.path,
      '-m',
      'venv',
      temporary,
    ]),
    ...ownSettingsSteps('pip', paths, interpreter.path, 'create'),
    command(step('get-uv', 'Install uv from the package index', 'pip'), install, {
      variables: pipSettings(paths),
    }),
    command(step('make-tools', 'Create a directory for private programs', 'mkdir'), [
      'mkdir',
      '-p',
      '--',
      paths.tools,
    ]),
    command(step('keep-uv', 'Keep uv for later builds', 'mv'), [
      'mv',
      '-T',
      '--',
      `${temporary}/bin/uv`,
      program(request),
    ]),
  ];
}

function variablesOf(paths: EnvironmentPaths): Record<string, string> {
  return {
    ...ownSettings('uv', paths),
    UV_CACHE_DIR: `${paths.caches}/uv`,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
  };
}
