import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDirectory, makeDirectorySync } from '../../src/base/make-directory.js';

const root = mkdtempSync(join(tmpdir(), 'create-kernel-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
writeFileSync(join(root, 'file'), '');

const both = [
  ['makeDirectory', makeDirectory],
  ['makeDirectorySync', async (path: string, mode?: number) => makeDirectorySync(path, mode)],
] as const;

describe.each(both)('%s', (name, make) => {
  it('makes each missing directory with the mode, also where others make it too', async () => {
    const path = join(root, name, 'a/b');
    await Promise.all([make(path, 0o700), make(path, 0o700), make(join(path, 'c'), 0o700)]);
    await make(path);
    for (const made of [join(root, name), path, join(path, 'c')])
      expect(statSync(made).mode & 0o7777).toBe(0o700);
  });

  it.each([
    ['where a file system refuses any name', '/proc/nonexistent/a/b', 'ENOENT'],
    ['where a file has the name', join(root, 'file'), 'EEXIST'],
    ['where a part of the path is a file', join(root, 'file/a/b'), 'ENOTDIR'],
  ])('reports %s', async (_, path, code) => {
    await expect(make(path)).rejects.toMatchObject({ code });
  });
});
