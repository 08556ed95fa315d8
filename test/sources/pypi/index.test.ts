import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.js';
import { pypi } from '../../../src/sources/pypi/index.js';
import { parsePackageSpec } from '../../../src/sources/specs/package-spec.js';

/** What `run` gives, or the code of the error that it throws. */
function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return error instanceof UserError ? error.code : `not a UserError: ${error}`;
  }
}

describe('A requirement', () => {
  it.each([
    ['numpy=1.26', 'numpy==1.26.*'],
    ['numpy 1.26', 'numpy==1.26'],
    ['requests[socks]; os_name=="posix"', 'requests[socks]; os_name == "posix"'],
    ['pkg @ https://h/p.whl', 'pkg @ https://h/p.whl'],
    ['numpy=1.26=py311_0', 'package-needs-conda'],
    ['conda-forge::six', 'package-needs-conda'],
    ['numpy>2|<1', 'package-needs-conda'],
    ['jpeg=9e', 'package-needs-conda'],
    ['_libgcc_mutex', 'package-needs-conda'],
  ])('asks pip for %s with %s', (text, expected) => {
    expect(outcome(() => pypi.renderSpec(parsePackageSpec(text), 'uv'))).toBe(expected);
  });

  it('names the manager that cannot have it', () => {
    expect(() => pypi.renderSpec(parsePackageSpec('conda-forge::six'), 'uv')).toThrow(/`uv`/);
    expect(() => pypi.renderSpec(parsePackageSpec('conda-forge::six'), 'pip')).toThrow(/`pip`/);
  });
});

describe('A package index', () => {
  it.each([
    ['Scikit_Learn', 'scikit-learn'],
    ['ruamel.yaml', 'ruamel-yaml'],
    ['a-_.b', 'a-b'],
  ])('knows %s as %s', (typed, expected) => {
    expect(pypi.normalizeName(typed)).toBe(expected);
  });
});
