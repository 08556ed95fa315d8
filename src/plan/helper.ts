/** Which Python runs the app's programs: the environment's, or the app's helper if that cannot start kernels. Pure. */
import { UserError } from '../base/errors.js';
import type { Language, StartedLanguage } from '../languages/language.js';
import {
  type HelperHost,
  type HelperKind,
  helperProblem,
  helperRunner,
  OLDEST_HELPER_PYTHON,
  type ProgramRunner,
} from '../managers/helper/helper.js';
import type { EquippedSite } from '../site/site.js';
import lock from './programs/helper-lock.txt';

export type { ProgramFile, ProgramRunner } from '../managers/helper/helper.js';

/** Registers and verifies kernels of environments without a Jupyter client. */
export const kernelClient: HelperKind = {
  id: 'helper',
  purpose: 'which starts the kernel',
  lock,
  oldest: OLDEST_HELPER_PYTHON,
  directory: '',
};

type HelperSite = Pick<EquippedSite, 'config' | 'helper_directory' | 'tools'>;

/** What runs the app's programs; the helper's files are written to `directory`. @throws UserError `helper-impossible`. */
export function runnerFor(
  language: Pick<StartedLanguage, 'client' | 'label'>,
  prefix: string,
  site: HelperSite & Pick<EquippedSite, 'data_root'>,
  directory: string,
): ProgramRunner {
  if (language.client) return { words: [language.client(prefix), '-I'], files: [] };
  const tools = `${site.data_root}/tools`;
  const runner = helperRunner(kernelClient, hostOf(site), { tools, directory });
  if (runner) return runner;
  const facts = { language: language.label, oldest: kernelClient.oldest };
  throw new UserError('helper-impossible', facts, 'language');
}

/** Why kernels of a language cannot be tested on this host, for people; undefined if they can. */
export function languageAbsence({ client }: Language, site: HelperSite): string | undefined {
  const problem = client ? undefined : helperProblem(kernelClient, hostOf(site));
  return problem && `the app’s own Python, which starts its kernels, cannot be made here: ${problem}`;
}

function hostOf({ config, helper_directory, tools }: HelperSite): HelperHost {
  return {
    interpreters: tools.interpreters,
    module_interpreters: tools.module_interpreters,
    downloads: tools.downloads,
    indexes: config.indexes.default,
    ...(helper_directory && { helper_directory }),
  };
}
