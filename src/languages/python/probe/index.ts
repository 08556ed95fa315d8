/** How a Python kernel is tested. */
import packagesProgram from '../../../sources/runtime/packages.py';
import type { LanguageProbe } from '../../language.js';
import aheadProgram from './compile_ahead.py';
import factsCell from './facts.py';
import importsProgram from './imports.py';
import notesProgram from './notes.py';
import tryCell from './try_packages.py';

export const probe: LanguageProbe = {
  cell: { code: 'print(6 * 7)', expect: '42' },
  files: {
    'facts.py': factsCell,
    'try_packages.py': tryCell,
    'imports.py': importsProgram,
    'packages.py': packagesProgram,
    'compile_ahead.py': aheadProgram,
    'notes.py': notesProgram,
  },
  facts: 'facts.py',
  try: {
    file: 'try_packages.py',
    things: 'modules',
    verb: 'import',
    done: (packages) => `${packages} can be imported`,
    word: 'import-failed',
  },
  // IPython keeps its history there.
  scratch: ['IPYTHONDIR'],
  listing: 'packages.py',
  ahead: 'compile_ahead.py',
  notes: 'notes.py',
  // `%pip install`, `!conda install -y`, `!python -m pip install`, `!{sys.executable} -m pip install`.
  not_run:
    '^([ \\t]*)[%!][ \\t]*(?:(?:\\S{0,200}python[0-9.]*|\\{sys\\.executable\\})[ \\t]+-m[ \\t]+)?(?:pip[0-9.]*|conda|mamba|micromamba|uv(?:[ \\t]+pip)?)[ \\t]+(?:install|uninstall|update|upgrade|remove|add)\\b(?:.|(?<=\\\\)\\n)*$',
};
