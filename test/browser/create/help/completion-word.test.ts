import { expect, it } from 'vitest';
import { wordAt } from '../../../../src/browser/create/help/completion-word.js';

/** The word at the bar. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return wordAt(marked.replace('|', ''), caret)?.word;
};

it.each([
  ['num|', 'num'],
  ['numpy sci|', 'sci'],
  ['numpy,sci|, pandas', 'sci'],
  ['pip install sci|', 'sci'],
  ['numpy\nsci|\npandas', 'sci'],
  ['numpy==2.|', 'numpy==2.'],
  ['numpy >= |', 'numpy >= '],
  ['"sci|"', 'sci'],
])('in %j, %j is completed', (text, word) => {
  expect(at(text)).toBe(word);
});

it.each(['n|', 'num|py', '|', 'import num|', '--chan|', '# num|', 'a.yml https://ex|', 'numpy |'])(
  'in %j, nothing is completed',
  (text) => {
    expect(at(text)).toBeUndefined();
  },
);
