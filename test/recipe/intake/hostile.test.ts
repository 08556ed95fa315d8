import { describe, expect, it } from 'vitest';
import { givenText } from '../../../src/reading/given-text.js';
import { PROBLEMS_MOST } from '../../../src/recipe/intake/request/make-request.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { expectInTime } from '../../support/cpu-time.js';

const SIZE = 100_000;

/** Parts that are repeated, alone on a line or all on one, perhaps after a line that makes the text one of a kind. */
const parts = [
  ' ',
  `${' '.repeat(500)}a`,
  `${'│ '.repeat(250)}a`,
  ',',
  'a,',
  'a ',
  '-',
  '[',
  '(',
  '=',
  '@',
  '\\',
  ';',
  'a.',
  '_1',
  '://',
  'a@b:/',
  'a@',
  'x>=',
  'import a,',
  '$(',
  'a [',
  'a|',
  '"\'',
  '--',
  '-e ',
  '1 ',
  'a=',
  'A=1 ',
  '${A}',
  'No module named ',
  "No module named 'a.",
  'a.so.',
  ' requires a',
  '│',
  '[0;31m',
  '\u001b[',
  '\u001b]',
  '----> 1 ',
  'Error: ',
  '(from versions',
  'pip install ',
  'conda install -c ',
  '&& ',
  'the ',
  'A ',
  '\t',
  '`',
  '<',
  '#',
  'x==',
  'a;',
  "'",
  '! ',
  '$ ',
  'a/',
  'é',
  '≥',
  '>>> ',
  'user@host:',
  '(base) ',
  '% ',
]; // prettier-ignore

const starts = [
  '',
  'pip install x\n',
  "ModuleNotFoundError: No module named 'x'\n",
  'import x\n',
  'dependencies:\n - ',
  '# Name Version Build Channel\na 1 b_0\n',
  '```{r}\n',
  'PackagesNotFoundError:\n  - ',
  'Package: a\nImports: ',
];

const repeats = (all: readonly string[]) => all.flatMap((part) => [part, `${part}\n`]);

const texts = [
  ...repeats(parts).map((repeated) => ({ start: '', repeated })),
  ...starts.flatMap((start) =>
    repeats(['a ', 'a,', '[', '=', '"', 'import a,', 'the ', '- a', '*a', '|', '&a ']).map((repeated) => ({
      start,
      repeated,
    })),
  ),
];

function fill({ start, repeated }: { start: string; repeated: string }, size: number): string {
  // A longer YAML file would be refused unread.
  return (start + repeated.repeat(Math.ceil(size / repeated.length))).slice(0, size);
}

const read = (text: string) => understandTexts([givenText(text)]);

describe('S6 of 0.1.0: 100 KB of hostile text', () => {
  it.each(texts)('is read in time: %j', (text) => {
    expectInTime((size) => read(fill(text, size)), SIZE);
  });

  it('is read up to the twentieth problem', () => {
    expect(read('a== \n'.repeat(4_000)).problems).toHaveLength(PROBLEMS_MOST);
  });
});
