import { expect, it } from 'vitest';
import { type CodeStatement, givenText } from '../../../../src/reading/given-text.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';

const installs = (...names: string[]) =>
  names.map((name): CodeStatement => ({ text: `pip install ${name}` }));

/** What is taken from code, of what each parser found in it. */
function packagesIn(name: string, text: string, found: Record<string, CodeStatement[]>): string[] {
  const given = givenText(text, name);
  const code = new Map([[given.text, new Map(Object.entries(found))]]);
  return understandTexts([given], { code }).packages.map(({ spec }) => spec.text);
}

const text = 'x = 1\ny = 2\n';

it.each<[string, Record<string, CodeStatement[]>, string[]]>([
  ['of the parser that finds the most', { python: installs('six'), bash: installs('a', 'b') }, ['a', 'b']],
  ['of the first of equals', { python: installs('six'), bash: installs('a') }, ['six']],
  ['of the only one that could read it', { bash: installs('a') }, ['a']],
])('code is what is found %s', (_, found, expected) => {
  expect(packagesIn('program.py', text, found)).toEqual(expected);
});

const notebook = (language?: string) =>
  JSON.stringify({
    metadata: language ? { kernelspec: { language } } : {},
    cells: [{ cell_type: 'code', source: text, outputs: [] }],
    ...{ nbformat: 4, nbformat_minor: 5 },
  });

it.each([
  ['of its language', 'python', ['six']],
  ['of any language, if it names none', undefined, ['a', 'b']],
])('a notebook is what is found by the parser %s', (_, language, expected) => {
  const found = { python: installs('six'), bash: installs('a', 'b') };
  expect(packagesIn('x.ipynb', notebook(language), found)).toEqual(expected);
});

it('a statement is read as one of its language', () => {
  const imports = [{ text: 'import numpy' }];
  expect(packagesIn('program.py', text, { python: imports })).toEqual(['numpy']);
  expect(packagesIn('program.py', text, { bash: imports })).toEqual([]);
});
