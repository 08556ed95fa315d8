/** Which Python runs the app's programs: the environment's, or the app's helper if that cannot start kernels. Pure. */
import { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import {
  type HelperKind,
  helperRunner,
  OLDEST_HELPER_PYTHON,
  type Runner,
} from '../managers/helper/helper.js';
import type { EquippedSite } from '../site/site.js';
import lock from './programs/helper-lock.txt';

export type { ProgramFile, Runner } from '../managers/helper/helper.js';

/** Registers and verifies kernels of environments without a Jupyter client. */
export const kernelClient: HelperKind = {
  id: 'helper',
  purpose: 'which starts the kernel',
  lock,
  oldest: OLDEST_HELPER_PYTHON,
  directory: '',
};

type HelperSite = Pick<EquippedSite, 'config' | 'data_root' | 'helper_directory' | 'tools'>;

/** What runs the app's programs; the helper's files are written to `directory`. @throws UserError `helper-impossible`. */
export function runnerFor(language: Language, prefix: string, site: HelperSite, directory: string): Runner {
  if (language.client) return { words: [language.client(prefix), '-I'], files: [] };
  const { config, data_root, helper_directory, tools } = site;
  const host = {
    interpreters: tools.interpreters,
    module_interpreters: tools.module_interpreters,
    downloads: tools.downloads,
    indexes: config.indexes.default,
    ...(helper_directory && { helper_directory }),
  };
  const runner = helperRunner(kernelClient, host, { tools: `${data_root}/tools`, directory });
  if (runner) return runner;
  const facts = { language: language.label, oldest: kernelClient.oldest };
  throw new UserError('helper-impossible', facts, 'language');
}
