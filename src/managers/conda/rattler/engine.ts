/** The app's conda engine: py-rattler in a private Python of the app, and the program that drives it. Pure. */
import type { Step } from '../../../steps/plan.js';
import { write } from '../../../steps/step.js';
import { type HelperKind, helperRunner, helperSteps, OLDEST_HELPER_PYTHON } from '../../helper/helper.js';
import type { EnvironmentRequest, Resolution } from '../../manager.js';
import { startWords } from '../../program.js';
import { settingsCommand, settingsProgram } from '../../pypi/settings/own-settings.js';
import { cacheOf } from '../request.js';
import lock from './engine-lock.txt';
import engineProgram from './programs/conda_engine.py';
import cachesProgram from './programs/conda_engine_caches.py';
import channelsProgram from './programs/conda_engine_channels.py';
import failuresProgram from './programs/conda_engine_failures.py';
import packagesProgram from './programs/conda_engine_packages.py';
import progressProgram from './programs/conda_engine_progress.py';
import condaSettingsProgram from './programs/conda_engine_settings.py';

export const condaEngine: HelperKind = {
  id: 'conda-engine',
  purpose: 'which installs conda packages',
  lock,
  oldest: OLDEST_HELPER_PYTHON,
  directory: 'conda-engine',
  // As the tags of py-rattler's wheels say.
  glibc: { x86_64: '2.17', ppc64le: '2.17', aarch64: '2.28' },
};

const PROGRAM = 'conda_engine.py';
const programs = {
  [PROGRAM]: engineProgram,
  'conda_engine_caches.py': cachesProgram,
  'conda_engine_channels.py': channelsProgram,
  'conda_engine_failures.py': failuresProgram,
  'conda_engine_packages.py': packagesProgram,
  'conda_engine_progress.py': progressProgram,
  'conda_engine_settings.py': condaSettingsProgram,
};

export interface Engine {
  /** The command that runs it, up to its own options. */
  words: string[];
  /** The steps that make it ready. */
  steps: Step[];
  /** The same for a question that is not part of a plan; absent if a plan has to download a Python for it first. */
  ready?: Pick<Resolution, 'settings' | 'prepare' | 'files'>;
}

/** Undefined if this host cannot have it. */
export function engineFor(request: EnvironmentRequest): Engine | undefined {
  const { host, paths } = request;
  const { staging, tools } = paths;
  const runner = helperRunner(condaEngine, host, { tools, directory: staging });
  if (!runner?.prepare || !runner.python) return undefined;
  const files = Object.entries(programs).map(([name, text]) => ({ path: `${staging}/${name}`, name, text }));
  return {
    words: [
      ...[...runner.words, `${staging}/${PROGRAM}`, '--cache', cacheOf(request)],
      ...host.conda_package_caches.flatMap((cache) => ['--shared-cache', cache]),
    ],
    ...(!runner.python.download && {
      ready: {
        settings: settingsCommand('pip', paths, startWords(runner.python)),
        prepare: [runner.prepare],
        files: [settingsProgram('pip', paths), ...runner.files, ...files],
      },
    }),
    steps: [
      ...helperSteps(condaEngine, runner, { phase: 'create', request }),
      ...files.map(({ path, name, text }) => {
        const part = name === PROGRAM ? '' : `, its part \`${name}\``;
        const title = `Write the program that installs conda packages${part}`;
        return write({ id: `write-${name}`, phase: 'create', title }, path, text);
      }),
    ],
  };
}
