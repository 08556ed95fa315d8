/** Gets uv from the package index, once, if the site has none; it is one static program. */
import * as z from 'zod';
import { compareVersions } from '../../base/version.js';
import { pipIn } from '../../sources/runtime/python-runtime.js';
import type { Step } from '../../steps/plan.js';
import { command } from '../../steps/step.js';
import type { EnvironmentRequest, Host } from '../manager.js';
import { startWords } from '../program.js';
import { mainIndexOptions, pipSettings } from './pypi.js';
import { ownSettingsSteps } from './settings/own-settings.js';

// The oldest Python in the metadata of uv's wheels. The pip that comes with an older one knows only old wheels.
const OLDEST_PYTHON = '3.8';

export const uvSettings = z.object({
  install_uv: z
    .boolean()
    .default(true)
    .describe(
      'Whether to fetch uv from the package index into the user’s data directory, once, if the site has none.',
    ),
});

export function canInstallUv({ settings, interpreters }: Pick<Host, 'settings' | 'interpreters'>): boolean {
  return uvSettings.parse(settings, { jitless: true }).install_uv && interpreters.some(({ venv }) => venv);
}

/** The path of the site's uv, or of the one that the plan installs in the app's private directory. */
export function uvProgram({ host, paths }: EnvironmentRequest): string {
  return host.programs.uv?.path ?? `${paths.tools}/uv`;
}

/** Installs uv from the package index, once, if the site has none; it is one static program. */
export function getUv(request: EnvironmentRequest): Step[] {
  const { recipe, host, paths } = request;
  const interpreter = host.interpreters.find(({ venv }) => venv);
  if (host.programs.uv || !interpreter) return [];
  const temporary = `${paths.staging}/get-uv`;
  const pip = [...pipIn(temporary), 'install', ...mainIndexOptions(recipe, host)];
  const isOld = compareVersions(interpreter.version, OLDEST_PYTHON) < 0;
  // The wheel has only the program, which needs no Python.
  const install = [...pip, ...(isOld ? ['--ignore-requires-python', '--only-binary', ':all:'] : []), 'uv'];
  const step = (id: string, title: string, tool: string) => ({ id, phase: 'create' as const, title, tool });
  return [
    command(step('prepare-uv', 'Prepare to install uv, which this site does not have', 'venv'), [
      interpreter.path,
      '-m',
      'venv',
      temporary,
    ]),
    ...ownSettingsSteps('pip', paths, startWords(interpreter), 'create'),
    ...(isOld
      ? [
          command(
            step('renew-pip-for-uv', 'Upgrade pip, which is too old for the wheels of uv', 'pip'),
            [...pip, '--upgrade', 'pip'],
            { variables: pipSettings(paths) },
          ),
        ]
      : []),
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
      uvProgram(request),
    ]),
  ];
}
