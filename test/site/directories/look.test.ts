import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKnownSilent, lookAgain, lookAt } from '../../../src/site/directories/look.js';
import { makeHome } from '../../support/home.js';
import { makeReadOnly, mayHang, mayMount, mountHanging, mountSmall } from '../../support/mount.js';

describe('looking at a directory', () => {
  it('finds the nearest existing parent directory, and its free space', async () => {
    const { environments } = makeHome();
    const look = await lookAt(join(environments, 'later', 'still'));
    expect(look).toMatchObject({ path: environments, is_directory: true, writable: true });
    expect(look).toMatchObject({ free_bytes: expect.any(Number), total_bytes: expect.any(Number) });
    expect(look !== 'silent' && look.free_bytes > 0 && look.total_bytes >= look.free_bytes).toBe(true);
  });

  it('recognises a file, and names with spaces and line breaks', async () => {
    const { home } = makeHome();
    const odd = join(home, "it's\nodd  $HOME");
    mkdirSync(odd);
    writeFileSync(join(odd, 'file'), '');
    expect(await lookAt(odd)).toMatchObject({ path: odd, is_directory: true });
    expect(await lookAt(join(odd, 'file', 'below'))).toMatchObject({
      path: join(odd, 'file'),
      is_directory: false,
    });
  });

  it.skipIf(!mayMount)('finds the mount options of its file system, behind a link too', async () => {
    const its = makeHome();
    const [small, link] = [join(its.directory, 'with blank'), join(its.directory, 'link')];
    mountSmall(its, small, 'size=4m,noexec');
    symlinkSync(small, link);
    for (const path of [small, link]) {
      const look = await lookAt(path);
      expect(look).toMatchObject({ options: expect.arrayContaining(['noexec']), total_bytes: 4 * 1024 ** 2 });
    }
    makeReadOnly(its, its.environments);
    expect(await lookAt(its.environments)).toMatchObject({
      writable: false,
      options: expect.arrayContaining(['ro']),
    });
  });

  it.skipIf(!mayHang)('gives up on a file system that hangs, and does not wait for it again', async () => {
    const its = makeHome();
    const dead = join(its.directory, 'dead');
    await mountHanging(its, dead);
    expect(isKnownSilent(dead)).toBe(false);
    const look = lookAt(dead);
    expect(lookAt(dead)).toBe(look);
    expect(await look).toBe('silent');
    expect(isKnownSilent(dead)).toBe(true);
    // The same answer, not a second look.
    expect(lookAt(dead)).toBe(look);
    expect(lookAgain(dead)).toBe(look);
    expect(await lookAt(its.environments)).toMatchObject({ writable: true });
  });
});
