import { describe, expect, it } from 'vitest';
import { freeName, suggestedName } from '../../src/form/suggested-name.js';
import { givenText } from '../../src/reading/given-text.js';
import { understandTexts } from '../../src/recipe/intake/understand.js';

const read = (...texts: [text: string, file?: string][]) =>
  understandTexts(texts.map(([text, file]) => givenText(text, file)));

describe('suggestedName', () => {
  it.each([
    ['the first package', read(['numpy>=2 pandas']), 'numpy'],
    ['the name in a file', read(['name: climate\ndependencies: [numpy]', 'environment.yml']), 'climate'],
    ['a name in another script', read(['name: 气候\ndependencies: [numpy]', 'environment.yml']), '气候'],
    ['the name of a file', read(['numpy\n', 'glaciers.txt']), 'glaciers'],
    ['a package instead of a usual name of files', read(['numpy\n', 'requirements-dev.txt']), 'numpy'],
    ['nothing', read(['']), undefined],
  ])('is %s', (_, understood, name) => {
    expect(suggestedName(understood, [])).toBe(name);
  });

  it('is free, by its name and by its display name', () => {
    const kernels = [
      { name: 'numpy', display_name: 'Numbers' },
      { name: 'other', display_name: 'NumPy 2' },
    ];
    expect(suggestedName(read(['numpy']), kernels)).toBe('numpy 3');
  });
});

describe('freeName', () => {
  it('avoids reserved names', () => {
    expect(freeName('bash', [])).toBe('bash 2');
  });
});
