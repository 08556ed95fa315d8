import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseHome, homeOf, isOwn } from '../../src/kernels/home.js';
import type { Kernel } from '../../src/kernels/kernelspec.js';
import { temporaryDirectory } from '../support/python.js';

const recipe = { name: 'mine', location: '' };

async function makeSite() {
  const path = await temporaryDirectory();
  return { path, site: { locations: [{ id: 'home', title: 'Home', path }] } };
}

/** A directory that is not empty; `owner` is the content of its owner file. */
function put(home: string, owner?: string): void {
  mkdirSync(join(home, '1'), { recursive: true });
  if (owner !== undefined) writeFileSync(join(home, '.create_kernel.json'), owner);
}

const origin = { version: '1', generation: 1, manager: 'uv', recipe: {} };

describe('the home of a new kernel', () => {
  it('has its name if the path is free', async () => {
    const { path, site } = await makeSite();
    expect(await chooseHome(recipe, site, [])).toBe(join(path, 'mine'));
    mkdirSync(join(path, 'mine'));
    expect(await chooseHome(recipe, site, [])).toBe(join(path, 'mine'));
  });

  it('is the one that an earlier kernel of its name left', async () => {
    const { path, site } = await makeSite();
    put(join(path, 'mine'), '{"kernel":"mine","id":"an earlier one"}');
    expect(await chooseHome(recipe, site, [])).toBe(join(path, 'mine'));
  });

  it.each([
    ['without a mark', undefined],
    ['of another kernel', '{"kernel":"other"}'],
    ['of a kernel that is called `kernel`', '{"kernel":"kernel"}'],
    ['with a torn mark', '{"kernel":"mi'],
    ['with another kind of mark', '["mine"]'],
  ])('has a number after its name beside a directory %s, which is not changed', async (_, owner) => {
    const { path, site } = await makeSite();
    put(join(path, 'mine'), owner);
    put(join(path, 'mine-2'), owner);
    expect(await chooseHome(recipe, site, [])).toBe(join(path, 'mine-3'));
    expect(existsSync(join(path, 'mine', '1'))).toBe(true);
  });

  it('has a number after its name beside a link or a file', async () => {
    const { path, site } = await makeSite();
    put(join(path, 'elsewhere'), '{"kernel":"mine"}');
    symlinkSync(join(path, 'elsewhere'), join(path, 'mine'));
    writeFileSync(join(path, 'mine-2'), '');
    expect(await chooseHome(recipe, site, [])).toBe(join(path, 'mine-3'));
  });

  it('is not the one of a kernel that was renamed', async () => {
    const { path, site } = await makeSite();
    const home = join(path, 'mine');
    put(home, '{"kernel":"mine","id":"1"}');
    const renamed = { name: 'new', origin: { ...origin, id: '1', home, prefix: join(home, '1') } } as Kernel;
    expect(await chooseHome(recipe, site, [renamed])).toBe(join(path, 'mine-2'));
  });
});

describe('the home of a kernel', () => {
  it('is the recorded one, or the parent directory of the environment for a kernel of 0.1.0', () => {
    expect(homeOf({ origin: { ...origin, home: '/envs/old', prefix: '/envs/old/3' } })).toBe('/envs/old');
    expect(homeOf({ origin: { ...origin, prefix: '/envs/mine/3' } })).toBe('/envs/mine');
  });

  it.each([
    ['of its id', '1', '{"kernel":"mine","id":"1"}', true],
    ['of its id, though it has another name now', '1', '{"kernel":"old","id":"1"}', true],
    ['of another id', '1', '{"kernel":"mine","id":"2"}', false],
    ['of its name, where 0.1.0 made it', undefined, '{"kernel":"mine"}', true],
    ['of another name', undefined, '{"kernel":"other"}', false],
    ['without a mark', '1', undefined, false],
  ])('belongs to it if its owner file is one %s', async (_, id, owner, own) => {
    const { path } = await makeSite();
    const home = join(path, 'mine');
    put(home, owner);
    const kernel = { name: 'mine', origin: { ...origin, ...(id && { id }), home, prefix: join(home, '1') } };
    expect(await isOwn(home, kernel)).toBe(own);
  });
});
