/** The standard library's venv with pip: the manager that needs only Python 3. */
import * as z from 'zod';
import { UserError } from '../base/errors.js';
import { parseJson } from '../base/text/json.js';
import { compareVersions, isVersion, minorVersion } from '../base/version.js';
import type { Recipe } from '../recipe/recipe.js';
import { pipIn, pythonIn } from '../sources/runtime/python-runtime.js';
import type { Step } from '../steps/plan.js';
import { command } from '../steps/step.js';
import type { EnvironmentRequest, Host, Manager, ProgramReport, ResolvedPackage } from './manager.js';
import { READ_SECONDS, TRIES } from './network-timeouts.js';
import { type Interpreter, libraryVariables, startWords } from './program.js';
import { downloadSteps } from './pypi/downloads.js';
import { getUv } from './pypi/get-uv.js';
import { keepingOf } from './pypi/locks/earlier.js';
import { installLocked, keepLock } from './pypi/locks/from-lock.js';
import { lockSteps } from './pypi/locks/lock-steps.js';
import {
  activateScript,
  candidatesOf,
  chooseInterpreter,
  downloadableVersions,
  indexOptions,
  indexProblems,
  pipSettings,
  requirements,
  requirementsPath,
  requirementsStep,
} from './pypi/pypi.js';
import { usedIndexes } from './pypi/settings/own-indexes.js';
import { ownSettingsSteps, settingsCommand, settingsProgram } from './pypi/settings/own-settings.js';
import {
  buildFiles,
  buildOptions,
  buildReports,
  buildSteps,
  buildVariables,
  CONSTRAINING_PIP,
  canConstrain,
  hasBuildOptions,
} from './pypi/source-builds.js';

// The first pip that reports what it installed, with hashes: https://pip.pypa.io/en/stable/news/#v22-2
const REPORTING_PIP = '22.2';
// The newest Python without such a pip.
const SILENT_PYTHON = '3.6';

export const venv: Manager = {
  id: 'venv',
  label: 'venv and pip',
  installs: ['pypi'],
  credentials: {
    pip_config: {
      variable: 'PIP_CONFIG_FILE',
      description: 'A pip configuration file of the user or the site.',
    },
  },
  // https://pip.pypa.io/en/stable/cli/pip/#cmdoption-retries
  timeouts: { PIP_DEFAULT_TIMEOUT: READ_SECONDS, PIP_RETRIES: TRIES },
  report,
  available: (host) => usable(candidatesOf(host)).length > 0,
  versions: (_, host) => usable(host.interpreters).map(({ version }) => minorVersion(version)),
  downloadable: (_, host) => downloadableVersions(host),
  problems: (recipe, host) => [
    ...indexProblems('venv', recipe, usable(candidatesOf(host))),
    ...pipProblems(recipe, usable(candidatesOf(host))),
  ],
  indexes: (recipe, host, environment) => usedIndexes('pip', recipe, host, environment),
  plan(request) {
    const { recipe, host, paths } = request;
    const interpreter = chooseInterpreter('venv', recipe, usable(candidatesOf(host)));
    const variables = {
      ...pipSettings(paths),
      ...buildVariables('pip', request),
      ...recipe.install_variables,
    };
    const words = [...pipIn(paths.prefix), 'install'];
    const build = buildSteps('pip', request, { words, variables });
    const [make = [], ...renew] = makeWords(interpreter, paths.prefix, recipe);
    const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
    return {
      create: [
        ...(interpreter.download ? getUv(request) : []),
        ...downloadSteps(interpreter, request),
        command(step('create-environment', 'Create an environment with Python and pip', 'venv'), make),
        ...ownSettingsSteps('pip', paths, startWords(interpreter), 'create'),
        ...renew.map((argv) =>
          command(step('renew-pip', 'Upgrade pip in the environment', 'pip'), argv, {
            variables: { ...pipSettings(paths), ...recipe.install_variables },
          }),
        ),
      ],
      activate: activateScript(paths.prefix),
      install: request.locked
        ? [
            keepLock(paths.lock, request.locked.lock),
            ...build,
            ...installLocked(request, request.locked.lock, variables, {
              tool: 'pip',
              words: [...words, ...buildOptions(request)],
            }),
          ]
        : [
            requirementsStep(request, 'venv', interpreter.version),
            ...keeping(request).steps,
            ...build,
            ...(isSilent(interpreter) ? installAndFreeze : installAndReport)(request, variables),
          ],
      language_version: minorVersion(interpreter.version),
      ...(interpreter.libraries && { libraries: interpreter.libraries }),
    };
  },
  resolve(request) {
    const { recipe, host, paths } = request;
    const interpreter = chooseInterpreter('venv', recipe, usable(candidatesOf(host)));
    if (isSilent(interpreter) || interpreter.download || recipe.build_packages.length > 0) return undefined;
    const probe = `${paths.staging}/resolve`;
    const output = `${paths.staging}/pip-report.json`;
    const question = ['install', '--dry-run', '--report', output, ...indexOptions(recipe, host)];
    const kept = keepingOf(request.earlier, paths.staging, interpreter.path);
    const prepare = makeWords(interpreter, probe, recipe);
    // One with an upgraded pip would become older than the pip of a build.
    const isPlain = prepare.length === 1;
    return {
      // pip resolves for the environment that it runs in, so one is made as it would be for the kernel.
      settings: settingsCommand('pip', paths, startWords(interpreter)),
      prepare,
      ...(isPlain && {
        keeps: { path: probe, by: interpreter.path, facts: [interpreter.version, interpreter.pip] },
      }),
      argv: [...kept.words, ...pipIn(probe), ...question, '--requirement', requirementsPath(paths)],
      variables: {
        ...pipSettings(paths),
        ...buildVariables('pip', request),
        ...libraryVariables(interpreter),
        ...recipe.install_variables,
      },
      files: [
        { path: requirementsPath(paths), text: requirements(request, 'venv', interpreter.version) },
        settingsProgram('pip', paths),
        ...buildFiles(request),
        ...kept.files,
      ],
      output,
      read: readPipReport,
      tool: 'pip',
    };
  },
};

/** Commands that make an environment, and upgrade its pip if that is too old to report, or to support build constraints. */
function makeWords(interpreter: Interpreter, prefix: string, recipe: Recipe): string[][] {
  const renew = [...pipIn(prefix), 'install', '--upgrade', 'pip'];
  const isOld =
    compareVersions(interpreter.pip, hasBuildOptions(recipe) ? CONSTRAINING_PIP : REPORTING_PIP) < 0;
  return [[interpreter.path, '-m', 'venv', prefix], ...(isOld ? [renew] : [])];
}

/** What no pip for the chosen Python can do. */
function pipProblems(recipe: Recipe, interpreters: readonly Interpreter[]): UserError[] {
  const found = interpreters.find(({ version }) => isVersion(version, recipe.language_version));
  if (!found || canConstrain(recipe, found.version)) return [];
  return [new UserError('build-options-pip', { version: minorVersion(found.version) }, 'build_constraints')];
}

function isSilent({ version }: Interpreter): boolean {
  return minorVersion(version) === SILENT_PYTHON;
}

function usable(interpreters: readonly Interpreter[]): Interpreter[] {
  return interpreters.filter((interpreter) => interpreter.venv);
}

function report({ interpreters }: Host): ProgramReport {
  const bare = interpreters.filter(({ venv }) => !venv).map(({ version }) => version);
  if (bare.length === 0) return { found: 'comes with Python' };
  return {
    found: `comes with Python, but Python ${bare.join(', ')} cannot make environments`,
    fix: 'On Debian and Ubuntu, run `apt install python3-venv`; uv does not need it',
  };
}

/** Installs with one run of pip, so that everything is solved together, then writes the lock from its report. */
function installAndReport(request: EnvironmentRequest, variables: Record<string, string>): Step[] {
  const report = `${request.paths.staging}/pip-report.json`;
  return [
    installStep(request, variables, ['--report', report]),
    ...lockSteps(request, ['--report', ...buildReports(request), report]),
  ];
}

/** The same for a pip that cannot report: the lock has no hashes. */
function installAndFreeze(request: EnvironmentRequest, variables: Record<string, string>): Step[] {
  const versions = `${request.paths.staging}/versions.txt`;
  const list = {
    id: 'list-packages',
    phase: 'install',
    title: 'List the exact versions',
    tool: 'pip',
  } as const;
  return [
    installStep(request, variables, []),
    command(list, [...pipIn(request.paths.prefix), 'freeze', '--all'], { output: versions }),
    ...lockSteps(request, ['--freeze', versions]),
  ];
}

function installStep(
  request: EnvironmentRequest,
  variables: Record<string, string>,
  options: string[],
): Step {
  const { recipe, host, paths } = request;
  const title = 'Find compatible versions, and install them';
  const argv = [
    ...keeping(request).words,
    ...pipIn(paths.prefix),
    'install',
    ...buildOptions(request),
    ...options,
    ...indexOptions(recipe, host),
    '--requirement',
    requirementsPath(paths),
  ];
  return command({ id: 'install-packages', phase: 'install', title, tool: 'pip' }, argv, { variables });
}

function keeping({ earlier, paths }: EnvironmentRequest) {
  return keepingOf(earlier, paths.staging, pythonIn(paths.prefix));
}

/** The installation report of pip: https://pip.pypa.io/en/stable/reference/installation-report/ */
const reportSchema = z.object({
  install: z.array(
    z.object({
      metadata: z.object({ name: z.string(), version: z.string() }),
      download_info: z.object({ url: z.string() }),
    }),
  ),
});

function readPipReport(text: string): ResolvedPackage[] {
  const { install } = reportSchema.parse(parseJson(text));
  return install.map(({ metadata, download_info }) => ({
    ...metadata,
    source: 'pypi',
    url: download_info.url,
    ...(!new URL(download_info.url).pathname.endsWith('.whl') && { compiled: true }),
  }));
}
