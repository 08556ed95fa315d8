import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextGeneration } from '../../src/kernels/generation.js';
import { temporaryDirectory } from '../support/python.js';

/** A kernel's home with generations that have these marks. */
async function makeDirectory(generations: Record<string, string[]> = {}) {
  const home = join(await temporaryDirectory(), 'mine');
  mkdirSync(home);
  writeFileSync(join(home, '.create_kernel.json'), '{"kernel":"mine"}');
  for (const [number, marks] of Object.entries(generations)) {
    mkdirSync(join(home, number, '.create_kernel'), { recursive: true });
    for (const mark of marks) writeFileSync(join(home, number, '.create_kernel', mark), '');
  }
  return home;
}

const next = (home: string, clear = true) => nextGeneration(home, { clear });

describe('the next generation', () => {
  it('is the first if there is none', async () => {
    expect(next('/nonexistent/mine')).toBe(1);
    expect(next(await makeDirectory())).toBe(1);
  });

  it('comes after every one that was published or is kept', async () => {
    expect(next(await makeDirectory({ 1: ['generation.json'], 12: ['kept'], 3: [] }))).toBe(13);
  });

  it('replaces the leftovers of an unfinished build, and only these are deleted', async () => {
    const home = await makeDirectory({
      1: ['generation.json'],
      2: ['recipe.yml'],
      installer: [],
      2024: [],
      '02': [],
      '0': [],
    });
    expect(next(home)).toBe(2);
    expect(readdirSync(home).sort()).toEqual(['.create_kernel.json', '0', '02', '1', '2024', 'installer']);
  });

  it('is not changed for a preview', async () => {
    const home = await makeDirectory({ 1: [] });
    expect(next(home, false)).toBe(1);
    expect(existsSync(join(home, '1'))).toBe(true);
  });
});
