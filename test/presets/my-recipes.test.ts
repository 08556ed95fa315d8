import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRecipes, removeRecipe, savedRecipe, saveRecipe } from '../../src/presets/my-recipes.js';
import { parseRecipe, plainRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { makeHome } from '../support/home.js';

const { site } = makeHome({ shared: true });
const save = (fields: RecipeInput) => saveRecipe(parseRecipe(fields), site);
const at = (id: string) => join(site.data_root, 'recipes', `${id}.yml`);

describe('a saved recipe', () => {
  it('is a file that only its owner can read, in the canonical form', async () => {
    const fields = {
      name: 'climate',
      display_name: '气候',
      packages: ['numpy>=2', 'xarray'],
      smoke_code: 'import numpy\n1',
    };
    expect(await save(fields)).toEqual({ replaced: false, left_out: [] });
    expect(statSync(at('climate')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('climate'), 'utf8')).toMatch(/^name: climate\ndisplay_name: 气候\npackages:\n/);
    expect(savedRecipe('climate', site)).toEqual({
      id: 'climate',
      title: '气候',
      recipe: parseRecipe(fields),
    });
  });

  it('of a newer app is read: without fields that are unknown here, with any language and any text of a package', () => {
    mkdirSync(dirname(at('newer')), { recursive: true });
    const later = { language: 'klingon', manager: 'magic', packages: ['Warp::Drive@1.2'] };
    writeFileSync(at('newer'), JSON.stringify({ schema: 9, name: 'newer', mood: 'bright', ...later }));
    const { recipe } = savedRecipe('newer', site);
    expect(plainRecipe(recipe)).toMatchObject(later);
    expect(recipe).not.toHaveProperty('mood');
  });

  it('has its lock, however long a lock may be', async () => {
    const line = (number: number) => `package-${number}==1 --hash=sha256:${String(number).padStart(64, '0')}`;
    const lock = Array.from({ length: 4000 }, (_, number) => line(number)).join('\n');
    await save({ name: 'locked', lock });
    expect(savedRecipe('locked', site).recipe.lock).toBe(lock);
  });

  it('has no secret variable, and the names of those are reported', async () => {
    const { left_out } = await save({ name: 'secret', kernel_variables: { API_TOKEN: 'hidden', A: 'b' } });
    expect(left_out).toEqual(['API_TOKEN']);
    expect(readFileSync(at('secret'), 'utf8')).toBe('name: secret\nkernel_variables:\n  A: b\n');
  });

  it('replaces the one of the same name, and can be removed', async () => {
    await save({ name: 'again', packages: ['numpy'] });
    expect(await save({ name: 'again', packages: ['scipy'] })).toMatchObject({ replaced: true });
    expect(savedRecipe('again', site).recipe.packages[0]?.text).toBe('scipy');
    await removeRecipe('again', site);
    expect(() => savedRecipe('again', site)).toThrow(/saved no recipe/);
  });

  it.each(['../climate', 'nope', '', '/etc/passwd', 'a/b'])(
    'is not looked for outside its directory: %j',
    async (id) => {
      expect(() => savedRecipe(id, site)).toThrow(/saved no recipe/);
      await expect(removeRecipe(id, site)).rejects.toMatchObject({ code: 'recipe-unknown' });
    },
  );
});

describe('the list', () => {
  it('is empty before the first one', () => {
    expect(listRecipes(makeHome().site)).toEqual([]);
  });

  it('has broken files by their names, and leaves out what is no recipe', () => {
    const other = makeHome().site;
    mkdirSync(join(other.data_root, 'recipes'), { recursive: true });
    const put = (name: string, text: string) => writeFileSync(join(other.data_root, 'recipes', name), text);
    put('good.yml', 'name: good\npackages: [six]\n');
    put('broken.yml', 'name: broken\npackages: { six: 1 }\n');
    put('A b.yml', 'name: x\n');
    put('notes.txt', 'mine');
    expect(listRecipes(other).map(({ id, recipe }) => [id, recipe?.packages.length])).toEqual([
      ['broken', undefined],
      ['good', 1],
    ]);
  });

  it('has at most 200', async () => {
    const other = makeHome().site;
    mkdirSync(join(other.data_root, 'recipes'), { recursive: true });
    for (let number = 0; number < 200; number += 1)
      writeFileSync(join(other.data_root, 'recipes', `r${number}.yml`), `name: r${number}\n`);
    await expect(saveRecipe(parseRecipe({ name: 'more' }), other)).rejects.toMatchObject({
      code: 'recipes-too-many',
    });
    expect(await saveRecipe(parseRecipe({ name: 'r7' }), other)).toMatchObject({ replaced: true });
  });
});
