import { describe, expect, it } from 'vitest';
import { languages } from '../../src/languages/index.js';
import { sourcesOf } from '../../src/languages/language.js';
import { managers } from '../../src/managers/index.js';
import {
  addedLock,
  addingSource,
  sourceIds,
  sourceOf,
  sourceOfLock,
  sources,
} from '../../src/sources/index.js';
import { parsePackageSpec } from '../../src/sources/specs/package-spec.js';

const hash = 'a'.repeat(64);

/** A line of a lock of each source, for `tiny` 1.2. */
const lines: Readonly<Record<string, string>> = {
  pypi: `tiny==1.2 --hash=sha256:${hash}`,
  conda: `https://conda.anaconda.org/conda-forge/noarch/tiny-1.2-py_0.conda#${hash}`,
};

it('One source adds packages to environments of the others, with a lock beside theirs', () => {
  expect(sourceIds.filter((id) => sourceOf(id).adds)).toEqual([addingSource()]);
  expect(addedLock()).not.toBe('');
  expect(sourceIds.filter((id) => sourceOf(id).locked.head === undefined)).toEqual([addingSource()]);
});

it('The programs that read the records of each source have no name in common, as they become one program', () => {
  const names = sourceIds.flatMap((id) => [
    ...new Set(
      [...sourceOf(id).records.program.matchAll(/^(?:def|class) (\w+)|^(\w+) = /gm)].map(
        ([, defined, set]) => defined ?? set,
      ),
    ),
  ]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual(
    sourceIds.slice(1).map(() => 'records'),
  );
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

it.each(sourceIds.filter((id) => id in lines))(
  '%s reads its line of a lock: one that is asked for, and one that a package manager wrote',
  (id) => {
    const { head, read, packageOf } = sourceOf(id).locked;
    const line = lines[id] ?? '';
    expect(sourceOfLock([...(head ? [head] : []), line])).toBe(id);
    expect(read(line)).toMatchObject({ name: 'tiny', version: '1.2' });
    expect(packageOf(line)).toMatchObject({ name: 'tiny', version: '1.2' });
    expect(packageOf(line)?.files.join()).toContain(hash);
    for (const other of ['', 'no package at all', '--index-url https://h/simple']) {
      expect(read(other)).toBeUndefined();
      expect(packageOf(other)).toBeUndefined();
    }
  },
);
