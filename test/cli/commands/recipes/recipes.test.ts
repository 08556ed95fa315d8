import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { allCommands } from '../../../../src/cli/commands/index.js';
import { parseCommandLine } from '../../../../src/cli/parse.js';
import { readRecipe } from '../../../../src/cli/recipe/read-recipe.js';
import { makeHome } from '../../../support/home.js';
import { RecordingTerminal } from '../../recording-terminal.js';

const home = makeHome({ shared: true });
beforeEach(() => {
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

async function parsed(...words: string[]) {
  const line = await parseCommandLine(words, await allCommands());
  if (!('given' in line)) throw new Error('no command was read');
  return line;
}

async function recipes(...words: string[]): Promise<string> {
  const { command, given } = await parsed('recipes', ...words);
  const terminal = new RecordingTerminal();
  expect(await command.run(given, terminal)).toBe(0);
  return terminal.out;
}

describe('create-kernel recipes', () => {
  it('saves, lists, shows and removes a recipe, readable only by its owner and without secrets', async () => {
    expect(await recipes()).toContain('No recipe is saved');
    const words = ['Climate', 'xarray', 'numpy<2', '--kernel-variable', 'API_TOKEN=do-not-keep', '--save'];
    expect(JSON.parse(await recipes(...words, '--json'))).toEqual({
      name: 'climate',
      replaced: false,
      left_out: ['API_TOKEN'],
    });
    expect(statSync(join(home.site.data_root, 'recipes/climate.yml')).mode & 0o777).toBe(0o600);
    expect(await recipes()).toMatch(/climate +Climate +xarray numpy<2/);
    const shown = await recipes('climate');
    expect(shown).toContain('display_name: Climate\n');
    expect(shown).not.toContain('do-not-keep');
    await recipes('climate', '--remove');
    expect(JSON.parse(await recipes('--json'))).toEqual([]);
    await expect(recipes('climate')).rejects.toMatchObject({ code: 'recipe-unknown' });
  });

  it('is where `create --from-recipe` starts from, and named packages join or replace', async () => {
    await recipes('first', 'xarray', 'numpy<2', '--language-version', '3.12', '--save');
    const read = async (...words: string[]) => {
      const { given } = await parsed('create', ...words, '--from-recipe', 'first');
      return (await readRecipe(given, { ...home.site, equip: () => home.equip() })).recipe;
    };
    expect(await read()).toMatchObject({ name: 'first', language_version: '3.12' });
    const { name, packages } = await read('next', 'numpy>=2', 'dask');
    expect([name, packages.map(({ text }) => text)]).toEqual(['next', ['xarray', 'numpy>=2', 'dask']]);
  });
});
