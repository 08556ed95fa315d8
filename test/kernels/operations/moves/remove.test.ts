import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locksDirectory, nameLock } from '../../../../src/builds/build-directory.js';
import { takeLock } from '../../../../src/builds/holding/lock.js';
import { type Home, makeHome } from '../../../support/home.js';
import { makeReadOnly, mayMount } from '../../../support/mount.js';
import { resultOf } from '../../../support/operate.js';
import { waitFor } from '../../../support/wait.js';

/** A published kernel and its environment, as files. */
function putKernel(home: Home, owner = 'mine') {
  const prefix = join(home.environments, 'mine', '1');
  const directory = join(home.jupyter_data, 'kernels', 'mine');
  for (const path of [join(prefix, 'lib'), directory]) mkdirSync(path, { recursive: true });
  writeFileSync(join(home.environments, 'mine', '.create_kernel.json'), JSON.stringify({ kernel: owner }));
  const origin = { version: '1', generation: 1, prefix, manager: 'uv', recipe: { name: 'mine' } };
  const spec = { argv: ['python'], display_name: 'Mine', metadata: { create_kernel: origin } };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  return { prefix, directory };
}

const removeMine = (home: Home, given: object = {}) => resultOf(home, 'remove', 'mine', { ...given });
const removeNow = (home: Home) => removeMine(home, { now: true });

/** Deletion goes on in the background. */
const onlyLeft = (directory: string, names: string[]) =>
  waitFor(`only ${names} to be left`, () => String(readdirSync(directory).sort()) === String(names));

describe('removing a kernel', () => {
  it('removes it from the launcher, deletes its environments at once on request, and releases the name', async () => {
    const home = makeHome({ pretendUv: true });
    putKernel(home);
    const { message, details } = await removeNow(home);
    expect(message).toMatch(/^Removed `mine`; \d+ kB are being freed$/);
    expect(details).toMatchObject({ freed_now: expect.any(Number), kept: [] });
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual([]);
    await onlyLeft(home.environments, []);
    expect(await takeLock(nameLock(locksDirectory(home.data_root), 'mine'), 'next')).toBeUndefined();
  });

  it('is refused while a build of it runs', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    await takeLock(nameLock(locksDirectory(home.data_root), 'mine'), 'a-build');
    await expect(removeMine(home)).rejects.toMatchObject({ code: 'build-running', exit: 3 });
    expect(existsSync(directory)).toBe(true);
  });

  it('keeps a directory that does not belong to this kernel', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix, directory } = putKernel(home, 'other');
    await removeMine(home);
    expect(existsSync(prefix)).toBe(true);
    expect(existsSync(directory)).toBe(false);
  });

  it('keeps a directory outside the site’s locations even if it has the kernel’s owner file, and says so', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    const thesis = join(home.home, 'mine');
    mkdirSync(join(thesis, '1'), { recursive: true });
    writeFileSync(join(thesis, '.create_kernel.json'), JSON.stringify({ kernel: 'mine' }));
    const origin = {
      version: '1',
      generation: 1,
      prefix: `${thesis}/1`,
      home: thesis,
      manager: 'uv',
      recipe: {},
    };
    const spec = { argv: ['python'], display_name: 'Mine', metadata: { create_kernel: origin } };
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
    const { message } = await removeMine(home);
    expect(message).toContain(
      `\`${thesis}\` is not the kernel’s directory in one of the site’s locations, and was kept`,
    );
    expect(existsSync(join(thesis, '1'))).toBe(true);
    expect(existsSync(directory)).toBe(false);
  });

  it('deletes the stagings that ended builds left of it', async () => {
    const home = makeHome({ pretendUv: true });
    putKernel(home);
    const stagings = join(home.jupyter_data, 'create_kernel');
    for (const name of ['mine-1', 'mine-too-1']) mkdirSync(join(stagings, name), { recursive: true });
    await removeNow(home);
    await onlyLeft(stagings, ['mine-too-1']);
  });

  it('keeps and names what a user has put beside the generations', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home);
    const own = join(prefix, '..');
    mkdirSync(join(own, '2024'));
    mkdirSync(join(own, '2', '.create_kernel'), { recursive: true });
    writeFileSync(join(own, 'notes.txt'), 'years');
    const { ok, message } = await removeNow(home);
    expect(ok).toBe(true);
    expect(message).toContain(
      `; \`2024\`, \`notes.txt\` in \`${own}\` was not made by Create Kernel, and was kept`,
    );
    expect(readdirSync(own).sort()).toEqual(['2024', 'notes.txt']);
    await onlyLeft(home.environments, ['mine']);
  });

  it('follows no link out of the environment', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home);
    symlinkSync(home.home, join(prefix, 'data'));
    writeFileSync(join(home.home, 'thesis.tex'), 'years');
    await removeMine(home);
    expect(readdirSync(home.home)).toEqual(['thesis.tex']);
  });

  it('works if the environment is gone already', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home);
    rmSync(join(prefix, '..'), { recursive: true });
    expect((await removeMine(home)).ok).toBe(true);
  });

  it.skipIf(!mayMount)('moves what is still in use away, and the next operation deletes it', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix, directory } = putKernel(home);
    makeReadOnly(home, join(prefix, 'lib'));
    expect((await removeNow(home)).ok).toBe(true);
    expect(existsSync(directory)).toBe(false);
    expect(existsSync(prefix)).toBe(false);
  });
});
