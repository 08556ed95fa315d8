/** How a Bash kernel is tested: a package works if its programs are on PATH. */
import packagesProgram from '../../../sources/runtime/packages.py';
import type { LanguageProbe } from '../../language.js';
import factsCell from './facts.sh';
import tryCell from './try_packages.sh';

export const probe: LanguageProbe = {
  cell: { code: 'echo $((6 * 7))', expect: '42' },
  files: { 'facts.sh': factsCell, 'try_packages.sh': tryCell, 'packages.py': packagesProgram },
  facts: 'facts.sh',
  try: {
    file: 'try_packages.sh',
    things: 'programs',
    verb: 'find',
    done: (packages) => `the programs of ${packages} can be called`,
    word: 'program-missing',
  },
  listing: 'packages.py',
};
