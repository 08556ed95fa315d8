import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { protectNewFiles } from '../../src/base/process.js';

/** As a child process sees it. */
const umask = () => Number.parseInt(execFileSync('bash', ['-c', 'umask'], { encoding: 'utf8' }), 8);

describe('a file that a process of this app makes', () => {
  it.each([
    [0o000, 0o022],
    [0o002, 0o022],
    [0o022, 0o022],
    [0o027, 0o027],
    [0o077, 0o077],
  ])('is writable for no other user with the umask %o', (before, after) => {
    const old = process.umask(before);
    try {
      protectNewFiles();
      expect(umask()).toBe(after);
    } finally {
      process.umask(old);
    }
  });
});
