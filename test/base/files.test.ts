import { describe, expect, it } from 'vitest';
import { upwards } from '../../src/base/files.js';

describe('A path and the directories above it', () => {
  it.each([
    ['/home/ada/kernels', ['/home/ada/kernels', '/home/ada', '/home', '/']],
    ['/', ['/']],
  ])('of %s, the nearest first', (path, all) => {
    expect(upwards(path)).toEqual(all);
  });
});
