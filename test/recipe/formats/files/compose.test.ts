import { describe, expect, it } from 'vitest';
import { LineCounter } from 'yaml';
import { compose } from '../../../../src/recipe/formats/files/compose.js';
import { renderRecipe } from '../../../../src/recipe/formats/recipe.js';
import { parseRecipe } from '../../../../src/recipe/recipe.js';
import { fieldsIn, understood } from '../../../support/understood.js';

const isNestedDeeply = (text: string) => compose(text, new LineCounter()).refused === 'deep';

const stairs = (count: number) =>
  Array.from({ length: count }, (_, level) => `${' '.repeat(level)}a:`).join('\n');

describe('a YAML text', () => {
  it.each([
    ['brackets', '['.repeat(20_000)],
    ['brackets on separate lines', '[\n'.repeat(20_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['lists in lists', '- '.repeat(20_000)],
    ['keys that are maps', '? '.repeat(20_000)],
    ['ever deeper lines', stairs(400)],
    ['brackets behind what looks like a text', `# |\n a: ${'['.repeat(20_000)}`],
  ])('is nested deeply: %s', (_what, text) => {
    expect(isNestedDeeply(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['an environment', 'name: a\ndependencies:\n  - numpy\n  - pip:\n      - black\n'],
    ['twenty levels', stairs(20)],
    ['many brackets, one after the other', '- [a]\n'.repeat(5000)],
    ['brackets in a quoted text', `a: "${'['.repeat(5000)}"`],
    ['brackets in a text over lines', `a: |\n${`  ${'['.repeat(500)}\n`.repeat(10)}`],
    ['a comment', `# ${'['.repeat(5000)}`],
  ])('is not nested deeply: %s', (_what, text) => {
    expect(isNestedDeeply(text)).toBe(false);
  });
});

describe('a file', () => {
  const problemIn = (text: string) => understood(text, 'environment.yml').problems[0]?.error.message;

  it('that would crash the process is refused as nested too deeply', () => {
    expect(problemIn(`dependencies: ${'['.repeat(20_000)}`)).toContain('nested too deeply');
  });

  it('of more parts than any environment has is refused before it is composed', () => {
    expect(problemIn(`dependencies:\n${'- [a]\n'.repeat(10_000)}`)).toContain('more parts');
  });

  it('that would block the server is refused as too large', () => {
    expect(problemIn(`dependencies: ${']'.repeat(2_000_000)}`)).toContain('larger than 2 MB');
  });
});

it('a recipe that this app rendered is read again, whatever code it has', () => {
  const dictionary = Array.from({ length: 200 }, (_, index) => `'k${index}': [${index}]`).join(', ');
  const smoke_code = `if True:\n${' '.repeat(300)}x = {${dictionary}}\n${'['.repeat(150)}`;
  const recipe = parseRecipe({ name: 'demo', smoke_code });
  expect(fieldsIn(renderRecipe(recipe), 'recipe.yml')).toMatchObject({ smoke_code });
});

it('a key that a map has twice is found in maps of any depth and length', () => {
  const keys = Array.from({ length: 2000 }, (_, index) => `  A${index}: x\n`).join('');
  const at = (text: string) => understood(text, 'environment.yml').problems[0]?.line;
  expect(at(`dependencies: [numpy]\nvariables:\n${keys}`)).toBeUndefined();
  expect(at(`dependencies: [numpy]\nvariables:\n${keys}  A7: y\n`)).toBe(2003);
});
