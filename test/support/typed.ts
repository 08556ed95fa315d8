/** Ways to run a printed script, each on a machine with many other settings. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, run } from '../../src/base/process.js';
import type { Home } from './home.js';
import { PYTHON } from './python.js';

/** Variables that another person's login shell might have. */
const OTHER_VARIABLES = {
  ...{
    PYTHONPATH: '/proc/nonexistent',
    PYTHONHOME: '/proc/nonexistent',
    PIP_TARGET: '/proc/nonexistent',
    PIP_USER: '1',
  },
  ...{
    VIRTUAL_ENV: '/proc/nonexistent',
    CONDA_PREFIX: '/proc/nonexistent',
    LD_LIBRARY_PATH: '/proc/nonexistent',
  },
  ...{ BASH_ENV: '/proc/nonexistent', CDPATH: '/', UV_INDEX_URL: 'http://127.0.0.1:9', MY_OWN: "it's $mine" },
};
const OTHER_HABITS = [
  "alias rm='rm -i' mv='mv -i' cp='cp -i' cat='cat -n'",
  'set -o noclobber; readonly TMOUT=900; export TMOUT; IFS=,',
];

const terminal = fileURLToPath(new URL('terminal.py', import.meta.url));

type Way = (file: string, text: string, options: Parameters<typeof run>[1]) => Promise<Answer>;

const ways = {
  'as a file': (file, _, options) => run(['bash', file], options),
  'from the standard input': (_, text, options) => run(['bash'], { ...options, input: text }),
  'pasted into a terminal': (file, _, options) =>
    run([PYTHON, '-I', terminal, file, ...OTHER_HABITS], options),
} satisfies Record<string, Way>;

export type WayName = keyof typeof ways;
export const wayNames = Object.keys(ways) as WayName[];

/** Runs a script in one of these ways, from another directory and with other variables set. */
export function type(script: string, way: WayName, home: Home): Promise<Answer> {
  const file = join(home.directory, 'typed.sh');
  writeFileSync(file, script);
  const environment = { PATH: process.env.PATH ?? '', HOME: home.home, ...OTHER_VARIABLES };
  return ways[way](file, script, { environment, seconds: 600, directory: '/' });
}
