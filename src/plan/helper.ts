/** Which Python runs the app's programs: the environment's, or the app's helper if that cannot start kernels. Pure. */
import { UserError } from '../base/errors.js';
import { compareVersions } from '../base/version.js';
import type { Language } from '../languages/language.js';
import { indexUrlOptions } from '../managers/pypi/pypi.js';
import type { EquippedSite } from '../site/site.js';
import helperProgram from './programs/helper.py';
import lock from './programs/helper-lock.txt';

/** The oldest Python that its lock has packages for; the same as in `scripts/lock-helper.mjs`. */
const OLDEST_PYTHON = '3.9';

/** A file that a plan or a check writes. */
export interface ProgramFile {
  path: string;
  title: string;
  text: string;
}

export interface Runner {
  /** The command before the path of a program. */
  words: string[];
  /** The files that the command needs, in the given directory. */
  files: ProgramFile[];
  /** The command that makes the helper if it is missing; absent if no helper is needed. Its first word is a Python. */
  prepare?: [string, ...string[]];
}

type HelperSite = Pick<EquippedSite, 'config' | 'data_root' | 'helper_directory' | 'tools'>;

/** What runs the app's programs; the helper's files are written to `directory`. @throws UserError `helper-impossible`. */
export function runnerFor(language: Language, prefix: string, site: HelperSite, directory: string): Runner {
  if (language.client) return { words: [language.client(prefix), '-I'], files: [] };
  const interpreter = site.tools.interpreters.find(
    ({ venv, version }) => venv && compareVersions(version, OLDEST_PYTHON) >= 0,
  );
  if (!interpreter)
    throw new UserError('helper-impossible', { language: language.label, oldest: OLDEST_PYTHON }, 'language');
  const program = `${directory}/helper.py`;
  const requirements = `${directory}/helper-lock.txt`;
  const words: [string, ...string[]] = [
    interpreter.path,
    ...['-I', program, '--lock', requirements],
    ...helperDirectories(site).flatMap((place) => ['--place', place]),
    ...indexUrlOptions(site.config.indexes.default).map((option) => `--index=${option}`),
  ];
  return {
    words,
    files: [
      { path: program, title: 'Write the program that sets up the app’s own Python', text: helperProgram },
      { path: requirements, title: 'Write the locked packages of the app’s own Python', text: lock },
    ],
    prepare: words,
  };
}

/** The site's directory, which an administrator fills once for all users, before the user's own. */
function helperDirectories({ helper_directory, data_root }: HelperSite): string[] {
  return [...(helper_directory ? [helper_directory] : []), `${data_root}/tools/helper`];
}
