import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../../../src/base/text/edit-distance.js';
import { closeNames } from '../../../../../src/languages/python/packages/names/close-names.js';
import { importNames } from '../../../../../src/languages/python/packages/names/import-names.js';
import { knownPackages } from '../../../../../src/languages/python/packages/names/known-packages.js';
import { pypi } from '../../../../../src/sources/pypi/index.js';
import { parsePackageSpec } from '../../../../../src/sources/specs/package-spec.js';

describe('closeNames', () => {
  it.each([
    ['nunpy', 'numpy'],
    ['pandsa', 'pandas'],
    ['matplotlb', 'matplotlib'],
    ['tenserflow', 'tensorflow'],
    ['scikitlearn', 'scikit-learn'],
    ['sklearn', 'scikit-learn'],
    ['cv2', 'opencv-python-headless'],
    ['opencv', 'opencv-python-headless'],
    ['PIL', 'pillow'],
    ['beautiful_soup', 'beautifulsoup4'],
  ])('for %s begins with %s', (typed, meant) => {
    expect(closeNames(typed)[0]).toBe(meant);
  });

  it('gives at most as many as are wanted, and none for what is far from all', () => {
    expect(closeNames('nunpy', 1)).toEqual(['numpy']);
    expect(closeNames('zzzzzzzz')).toEqual([]);
    expect(closeNames('numpy')).not.toContain('numpy');
  });
});

describe('nearestName', () => {
  it.each([
    ['dependecies', 'dependencies'],
    ['Channel', 'channels'],
    ['displayname', 'display_name'],
    ['whatever', undefined],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearestName(typed, ['name', 'channels', 'dependencies', 'display_name'])).toBe(meant);
  });
});

describe('the tables of names', () => {
  it('hold each known package once, by its normalised name', () => {
    expect(knownPackages).toEqual([...new Set(knownPackages.map(pypi.normalizeName))]);
  });

  it('hold only packages that can be asked for', () => {
    for (const name of [...knownPackages, ...importNames.values()])
      expect(parsePackageSpec(name).text).toBe(name);
  });
});
