/** Which Python runs our own programs: one of the environment, or the app's helper where that has none. Pure. */
import { UserError } from '../base/errors.js';
import { compareVersions } from '../base/version.js';
import type { Language } from '../languages/language.js';
import { indexUrlOptions } from '../managers/pypi.js';
import type { EquippedSite } from '../site/site.js';
import helperProgram from './programs/helper.py';
import lock from './programs/helper-lock.txt';

/** The oldest Python that its lock has packages for; `scripts/lock-helper.mjs` says the same. */
const OLDEST_PYTHON = '3.9';

/** A file that a plan writes, or a check. */
export interface ProgramFile {
  path: string;
  title: string;
  text: string;
}

export interface Runner {
  /** The words before a program's path. */
  words: string[];
  /** The files that those need; they lie in the directory that was given. */
  files: ProgramFile[];
  /** The command that makes the helper where it is missing; absent where none is needed. Its first word is a Python. */
  prepare?: [string, ...string[]];
}

type HelperSite = Pick<EquippedSite, 'config' | 'data_root' | 'helper_directory' | 'tools'>;

/** What runs our programs; the helper's own files lie in `directory`. @throws UserError `helper-impossible`. */
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
      { path: program, title: 'Write the program that makes the app’s own Python', text: helperProgram },
      { path: requirements, title: 'Write down what the app’s own Python consists of', text: lock },
    ],
    prepare: words,
  };
}

/** The site's first, which an administrator fills once for everybody. */
function helperDirectories({ helper_directory, data_root }: HelperSite): string[] {
  return [...(helper_directory ? [helper_directory] : []), `${data_root}/tools/helper`];
}
