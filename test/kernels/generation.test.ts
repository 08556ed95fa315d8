import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextGeneration, ownerOf } from '../../src/kernels/generation.js';
import { temporaryDirectory } from '../support/python.js';

/** A kernel's own directory, with generations that have these marks. */
async function makeDirectory(generations: Record<string, string[]> = {}, owner = '{"kernel":"mine"}') {
  const home = join(await temporaryDirectory(), 'mine');
  mkdirSync(home);
  if (owner) writeFileSync(join(home, '.create_kernel.json'), owner);
  for (const [number, marks] of Object.entries(generations)) {
    mkdirSync(join(home, number, '.create_kernel'), { recursive: true });
    for (const mark of marks) writeFileSync(join(home, number, '.create_kernel', mark), '');
  }
  return home;
}

const next = (home: string, clear = true) => nextGeneration(home, 'mine', { clear });

describe('the next generation', () => {
  it('is the first where there is none', async () => {
    expect(await next('/nonexistent/mine')).toBe(1);
    expect(await next(await makeDirectory({}, ''))).toBe(1);
    expect(await next(await makeDirectory())).toBe(1);
  });

  it('comes after every one that was published or is kept', async () => {
    expect(await next(await makeDirectory({ 1: ['generation.json'], 12: ['kept'], 3: [] }))).toBe(13);
  });

  it('takes the place of rubble, which is cleared; nothing else is', async () => {
    const home = await makeDirectory({
      1: ['generation.json'],
      2: ['recipe.yml'],
      installer: [],
      '02': [],
      '0': [],
    });
    expect(await next(home)).toBe(2);
    expect(readdirSync(home).sort()).toEqual(['.create_kernel.json', '0', '02', '1', 'installer']);
  });

  it('is only looked at for a preview', async () => {
    const home = await makeDirectory({ 1: [] });
    expect(await next(home, false)).toBe(1);
    expect(existsSync(join(home, '1'))).toBe(true);
  });
});

describe('a directory that is not ours', () => {
  it.each([
    ['without a mark', ''],
    ['of another kernel', '{"kernel":"other"}'],
    ['of a kernel that is called `kernel`', '{"kernel":"kernel"}'],
    ['with a torn mark', '{"kernel":"mi'],
    ['with another kind of mark', '["mine"]'],
  ])('is left alone: one %s', async (_, owner) => {
    const home = await makeDirectory({ 1: [] }, owner);
    await expect(next(home)).rejects.toMatchObject({ code: 'environment-not-ours', field: 'name' });
    await expect(next(home)).rejects.toThrow(home);
    expect(existsSync(join(home, '1'))).toBe(true);
  });

  it('is a link to somewhere else, or a file', async () => {
    const target = await makeDirectory({ 1: [] });
    const link = join(target, '..', 'link');
    symlinkSync(target, link);
    await expect(next(link)).rejects.toMatchObject({ code: 'environment-not-ours' });
    expect(existsSync(join(target, '1'))).toBe(true);
    await expect(next(join(target, '.create_kernel.json'))).rejects.toMatchObject({
      code: 'environment-not-ours',
    });
  });

  it('is not even that of a kernel called `kernel`, whatever else the mark says', async () => {
    expect(await ownerOf(await makeDirectory({}, '{"kernel":"mine"}'))).toBe('mine');
    await expect(nextGeneration(await makeDirectory(), 'kernel', { clear: true })).rejects.toThrow();
  });
});
