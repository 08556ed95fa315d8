import { describe, expect, it } from 'vitest';
import { comparePackageVersions } from '../../../src/sources/specs/version-order.js';

describe('comparePackageVersions', () => {
  it.each([
    ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1', '1.0.1', '1.1', '1.10', '2', '1!0.1'],
    ['2024a', '2024b', '2024c', '2024d', '2025a'],
    ['2.4.1', '2.4.1+cpu', '2.4.1+cu121', '2.5.0+cpu'],
    ['9', '10', '2024.2.2'],
  ])('orders %s …', (...ordered) => {
    const shuffled = [...ordered].reverse();
    expect(shuffled.sort(comparePackageVersions)).toEqual(ordered);
  });

  it.each([
    ['1.0', '1.0.0'],
    ['1.0alpha1', '1.0a1'],
    ['v1.0', '1.0'],
    ['1.0-preview.2', '1.0rc2'],
  ])('%s equals %s', (one, other) => {
    expect(comparePackageVersions(one, other)).toBe(0);
    expect(comparePackageVersions(other, one)).toBe(0);
  });
});
