import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.js';
import { conda } from '../../../src/sources/conda/index.js';
import { parsePackageSpec } from '../../../src/sources/specs/package-spec.js';

/** What `run` gives, or the code of the error that it throws. */
function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return error instanceof UserError ? error.code : `not a UserError: ${error}`;
  }
}

describe('A match spec', () => {
  it.each([
    ['NumPy', 'numpy'],
    ['numpy=1.26', 'numpy=1.26'],
    ['numpy==1.26', 'numpy==1.26'],
    ['numpy===1.26', 'numpy==1.26'],
    ['numpy>=1.20,<2', 'numpy>=1.20,<2'],
    ['numpy!=1.25.*', 'numpy!=1.25.*'],
    ['numpy=1.26=py311_0', 'numpy=1.26=py311_0'],
    ['numpy[version=">=1,<2",build="py*"]', "numpy[version='>=1,<2',build='py*']"],
    ['conda-forge::six>1', 'conda-forge::six>1'],
    ['numpy>2|<1', 'numpy>2|<1'],
    ['requests[socks]', 'package-not-for-conda'],
    ['requests; os_name=="posix"', 'package-not-for-conda'],
    ['pkg @ https://h/p.whl', 'package-not-for-conda'],
  ])('asks conda for %s with %s', (text, expected) => {
    expect(outcome(() => conda.renderSpec(parsePackageSpec(text)))).toBe(expected);
  });
});

describe('A conda channel', () => {
  it('folds the case of names, and nothing else', () => {
    expect(conda.normalizeName('Foo_Bar')).toBe('foo_bar');
    expect(conda.normalizeName('foo-bar')).not.toBe(conda.normalizeName('foo_bar'));
  });
});
