import { describe, expect, it } from 'vitest';
import { languages } from '../../src/languages/index.js';
import { sourcesOf } from '../../src/languages/language.js';
import { managers } from '../../src/managers/index.js';
import { sourceIds, sources } from '../../src/sources/index.js';
import { parsePackageSpec } from '../../src/sources/specs/package-spec.js';

it('Each source locks into its own file', () => {
  const files = Object.values(sources).map(({ lock }) => lock);
  expect(new Set(files).size).toBe(files.length);
});

describe.each(sourceIds)('%s', (id) => {
  const source = sources[id];

  it('compares names in a form that stays the same', () => {
    for (const name of ['numpy', 'Scikit_Learn', 'a.b-c']) {
      const form = source.normalizeName(name);
      expect(source.normalizeName(form)).toBe(form);
      expect(source.normalizeName(name.toUpperCase())).toBe(form);
    }
  });

  it('writes what people ask for so that it reads as the same package again', () => {
    const text = source.renderSpec(parsePackageSpec('numpy>=1.26,<3'), 'x');
    expect(parsePackageSpec(text).text).toBe('numpy>=1.26,<3');
  });

  it('makes kernels: a language has its kernel package there, and a package manager installs from it', () => {
    expect(Object.values(languages).some((language) => sourcesOf(language).includes(id))).toBe(true);
    expect(Object.values(managers).some(({ installs }) => installs.includes(id))).toBe(true);
  });
});
