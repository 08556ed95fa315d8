import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagesIn, removeFetched } from '../../../src/builds/runner/package-cache.js';

function makeCache(): string {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  for (const directory of ['cache', 'root', 'numpy-2.1-py311_0/info'])
    mkdirSync(join(cache, directory), { recursive: true });
  for (const file of ['urls.txt', 'urls', '.lock', 'numpy-2.1-py311_0.conda', 'cache/497deca9.json'])
    writeFileSync(join(cache, file), 'x');
  return cache;
}

describe('a package cache', () => {
  it('has packages and their archives, and other files that do not count', () => {
    expect([...packagesIn(makeCache())].sort()).toEqual(['numpy-2.1-py311_0', 'numpy-2.1-py311_0.conda']);
    expect(packagesIn('/proc/nonexistent').size).toBe(0);
  });

  it('loses what a failed step has downloaded, and nothing else, not even behind a link', () => {
    const cache = makeCache();
    const before = packagesIn(cache);
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'kept'), 'x');
    mkdirSync(join(cache, 'six-1.17-0/lib'), { recursive: true });
    writeFileSync(join(cache, 'six-1.17-0/lib/six.py'), 'x'.repeat(10_000));
    symlinkSync(outside, join(cache, 'six-1.17-0/outside'));
    writeFileSync(join(cache, 'six-1.17-0.conda.partial'), 'x');
    // Where conda extracts a package before it gives it its name.
    mkdirSync(join(cache, '.six-1.17-pyhd_0YLB0CW'));
    writeFileSync(join(cache, '.cache.lock'), '');
    const { removed, kept } = removeFetched(cache, before);
    expect(readdirSync(cache).sort()).toEqual(
      [
        '.cache.lock',
        '.lock',
        'cache',
        'numpy-2.1-py311_0',
        'numpy-2.1-py311_0.conda',
        'root',
        'urls',
        'urls.txt',
      ].sort(),
    );
    expect(readdirSync(outside)).toEqual(['kept']);
    expect(removed.files).toBe(6);
    expect(removed.bytes).toBeGreaterThanOrEqual(10_000);
    expect(kept.files).toBe(3);
  });
});
