/** uv: environments from the host's interpreters, packages from package indexes, in one fast solve. */
import * as z from 'zod';
import { compareVersions, minorVersion } from '../base/version.js';
import type { Step } from '../steps/plan.js';
import { command } from '../steps/step.js';
import { keepLock } from './from-lock.js';
import type { Host, Manager, Places, Request } from './manager.js';
import { CONNECT_SECONDS, READ_SECONDS, TRIES } from './patience.js';
import { readPylock } from './pylock.js';
import {
  activateScript,
  chooseInterpreter,
  indexOptions,
  indexProblems,
  pipConfigStep,
  pipSettings,
  requirements,
  requirementsPath,
  requirementsStep,
} from './pypi.js';

// The first uv that resolves to a pylock.toml, which has sizes: https://github.com/astral-sh/uv/releases/tag/0.6.15
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
  patience: {
    UV_HTTP_CONNECT_TIMEOUT: CONNECT_SECONDS,
    UV_HTTP_TIMEOUT: READ_SECONDS,
    UV_HTTP_RETRIES: TRIES,
  },
  report: (host) =>
    canInstall(host) ? { found: 'not here; it is installed once from the package index' } : undefined,
  available: (host) => host.interpreters.length > 0 && (Boolean(host.programs.uv) || canInstall(host)),
  versions: (_, host) => host.interpreters.map(({ version }) => minorVersion(version)),
  problems: (recipe, host) => indexProblems('uv', recipe, host.interpreters),
  plan(request) {
    const { recipe, host, places } = request;
    const interpreter = chooseInterpreter('uv', recipe, host.interpreters);
    const variables = { ...variablesOf(places), ...recipe.install_variables };
    return {
      create: [...getUv(request), createStep(request, interpreter.path, variables)],
      activate: activateScript(places.prefix),
      install: [
        ...(request.locked
          ? [keepLock(places.lock, request.locked.lock)]
          : [requirementsStep(request, 'uv', interpreter.version), lockStep(request, variables)]),
        installStep(request, variables),
      ],
      language_version: minorVersion(interpreter.version),
    };
  },
  resolve(request) {
    const { recipe, host, places } = request;
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
      prepare: [],
      argv: [host.programs.uv.path, ...question, ...indexOptions(recipe, host), requirementsPath(places)],
      variables: { ...variablesOf(places), ...recipe.install_variables },
      files: [{ path: requirementsPath(places), text: requirements(request, 'uv', interpreter.version) }],
      read: readPylock,
      tool: 'uv',
    };
  },
};

function createStep(request: Request, interpreter: string, variables: Record<string, string>): Step {
  const title = 'Make an environment with Python';
  const words = [
    'venv',
    '--no-project',
    '--python',
    interpreter,
    '--prompt',
    request.recipe.name,
    request.places.prefix,
  ];
  return command(
    { id: 'create-environment', phase: 'create', title, tool: 'uv' },
    [program(request), ...words],
    { variables },
  );
}

/** Solves everything together and writes the exact versions with their hashes. */
function lockStep(request: Request, variables: Record<string, string>): Step {
  const { recipe, host, places } = request;
  const title = 'Find versions that fit together, and lock them';
  const argv = [
    ...[program(request), 'pip', 'compile', '--quiet', '--generate-hashes', '--no-header', '--no-annotate'],
    ...['--python', `${places.prefix}/bin/python`, ...indexOptions(recipe, host)],
    ...['--output-file', places.lock, requirementsPath(places)],
  ];
  return command({ id: 'lock-packages', phase: 'install', title, tool: 'uv' }, argv, { variables });
}

function installStep(request: Request, variables: Record<string, string>): Step {
  const { recipe, host, places } = request;
  const argv = [
    ...[program(request), 'pip', 'install', '--python', `${places.prefix}/bin/python`],
    // A lock names all that its packages need.
    ...['--no-deps', ...indexOptions(recipe, host), '--requirement', places.lock],
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

/** The site's uv, or the one that the plan puts into the app's private directory. */
function program({ host, places }: Request): string {
  return host.programs.uv?.path ?? `${places.tools}/uv`;
}

/** Where the site has no uv: get it from the package index, once; it is one static program. */
function getUv(request: Request): Step[] {
  const { recipe, host, places } = request;
  const interpreter = host.interpreters.find(({ venv }) => venv);
  if (host.programs.uv || !interpreter) return [];
  const temporary = `${places.staging}/get-uv`;
  const install = [`${temporary}/bin/python`, '-m', 'pip', 'install', ...indexOptions(recipe, host), 'uv'];
  const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
  return [
    command(step('prepare-uv', 'Prepare to get uv, which this site does not have yet', 'venv'), [
      interpreter.path,
      '-m',
      'venv',
      temporary,
    ]),
    pipConfigStep(temporary, { id: 'write-pip-settings', phase: 'create' }),
    command(step('get-uv', 'Get uv from the package index', 'pip'), install, {
      variables: pipSettings(places),
    }),
    command(step('make-tools', 'Make a directory for private programs', 'mkdir'), [
      'mkdir',
      '-p',
      '--',
      places.tools,
    ]),
    command(step('keep-uv', 'Keep uv for the next time', 'mv'), [
      'mv',
      '-T',
      '--',
      `${temporary}/bin/uv`,
      program(request),
    ]),
  ];
}

function variablesOf(places: Places): Record<string, string> {
  return { UV_CACHE_DIR: `${places.caches}/uv`, UV_PYTHON_DOWNLOADS: 'never', UV_NO_PROGRESS: '1' };
}
