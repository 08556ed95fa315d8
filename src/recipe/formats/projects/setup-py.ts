/** setup.py: what its call of `setup` names in plain lists: https://setuptools.pypa.io/en/latest/references/keywords.html. It is not run. */
import { UserError } from '../../../base/errors.js';
import { type Finding, note, problem } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { nameFindings } from '../../text/name-findings.js';
import { LineFinder } from '../files/line-finder.js';
import { dependency, pythonRequirement } from './dependency.js';
import { placed } from './placed.js';

const CALL = /^(?:setuptools\.)?setup\(/m;

export const setupPy: Reader = {
  id: 'setupPy',
  label: 'a Python project (setup.py)',
  recognizes({ text, name = '' }) {
    if (CALL.test(text) && /\binstall_requires\b|\bsetuptools\b/.test(text)) return sureness.certain;
    return /^setup\.py$/i.test(name) ? sureness.certain : sureness.no;
  },
  read: (given) => placed(read(given), new LineFinder(given.text)),
};

function read({ text }: GivenText): Finding[] {
  const specs = listOf(text, 'install_requires');
  if (!specs)
    return [
      note('The project has its dependencies in another file: give that one too'),
      problem(new UserError('nothing-asked-for', {}, 'packages')),
    ];
  const name = textOf(text, 'name');
  return [
    ...nameFindings(name),
    ...pythonRequirement(textOf(text, 'python_requires')),
    ...specs.map((spec) => dependency(spec, 'pypi')),
    ...(name === '' ? [] : [note(`The project \`${name}\` itself is not installed, only its dependencies`)]),
  ];
}

function textOf(text: string, keyword: string): string {
  const [, double, single] = new RegExp(`\\b${keyword} ?= ?(?:"([^"\\n]*)"|'([^'\\n]*)')`).exec(text) ?? [];
  return double ?? single ?? '';
}

/** The texts in the list of a keyword, or in the list with the name that it has; undefined if it is computed. */
function listOf(text: string, keyword: string): string[] | undefined {
  const [, variable = keyword] = new RegExp(`\\b${keyword} ?= ?([A-Za-z_]\\w*) ?[,)\\n]`).exec(text) ?? [];
  const begin = new RegExp(`\\b${variable} ?= ?\\[`).exec(text);
  return begin ? textsFrom(text, begin.index + begin[0].length) : undefined;
}

function textsFrom(text: string, start: number): string[] | undefined {
  const part = /[\s,]+|#[^\n]*|"([^"\n]*)"|'([^'\n]*)'|(\])/y;
  const texts: string[] = [];
  for (part.lastIndex = start; ; ) {
    const [all, double, single, end] = part.exec(text) ?? [];
    if (end) return texts;
    if (all === undefined) return undefined;
    const given = double ?? single;
    if (given !== undefined) texts.push(given);
  }
}
