/** Real problem reports about names; each title says which one and what is right. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKernel } from '../../src/kernels/requests/create.js';
import { recipeFromFields } from '../../src/recipe/fields/from-fields.js';
import { kernelNameFrom } from '../../src/recipe/name-from-title.js';
import { parseRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';

// Real processes, beside those of other test files.
const order = async (home: Home, fields: RecipeInput) =>
  createKernel(parseRecipe(fields), await home.equip(), { keep: false, launcher: 'local' });

function putKernel(directory: string, display_name: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify({ argv: ['x'], display_name }));
}

describe('report 3: spaces, brackets and accents in a kernel name', () => {
  const title = 'Météo (été) 2024/β';

  it('report 3: the name on disk is derived, and the launcher shows what was typed', async () => {
    const home = makeHome({ pretendUv: true });
    const name = kernelNameFrom(title);
    expect(name).toBe('meteo-ete-2024-v');
    const { plan } = await createWell(home, { name, display_name: title });
    expect(plan.kernel_directory).toBe(join(home.jupyter_data, 'kernels', 'meteo-ete-2024-v'));
    const text = readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8');
    expect(JSON.parse(text).display_name).toBe(title);
  });

  it('report 3: two titles with the same derived name are distinguished before anything is built', async () => {
    const home = makeHome({ pretendUv: true });
    await createWell(home, { name: kernelNameFrom(title), display_name: title });
    const other = { name: kernelNameFrom('meteo ete 2024 v'), display_name: 'meteo ete 2024 v' };
    await expect(order(home, other)).rejects.toThrow(/already have a kernel `meteo-ete-2024-v`/);
  });
});

describe('report 35: two tiles with the same display name', () => {
  it('report 35: the second one is refused with a suggestion, be the first one own or central', async () => {
    const central = join(makeHome().directory, 'central');
    putKernel(join(central, 'conda-base'), 'Python 3');
    const home = makeHome({ pretendUv: true });
    const site = { ...(await home.equip()), central: [central] };
    const recipe = parseRecipe({ name: 'a', display_name: 'Python 3' });
    await expect(createKernel(recipe, site, { keep: false, launcher: 'local' })).rejects.toMatchObject({
      errors: [{ code: 'display-name-taken', hint: expect.stringContaining('`Python 3 (2)`') }],
    });
  });

  it.each(['python3', 'ir', 'julia-1.10'])(
    'report 35: %s, which would hide a central kernel, is refused',
    (name) => {
      expect(() => parseRecipe({ name })).toThrow(/is reserved/);
    },
  );
});

describe('report 37: a name like a file or an option', () => {
  it.each([
    '-p',
    '--help',
    'base',
    'a b ',
    '$(touch pwned)',
    ';id',
    '%0a',
    'x'.repeat(300),
    '',
    '.',
    '..',
    'con',
    'a/b',
    '../a',
    'a\0b',
    '.hidden',
  ])('report 37: %j is refused as a name before anything starts', (name) => {
    expect(() => parseRecipe({ name })).toThrow();
  });

  it.each([
    '-p',
    '--help',
    'base',
    'a b ',
    '$(touch pwned)',
    ';id',
    '%0a',
    'x'.repeat(300),
    '../../etc/passwd',
    'con',
  ])('report 37: typed into the form, %j becomes a harmless name or a message', (typed) => {
    const { recipe, errors } = recipeFromFields({ name: typed });
    if (recipe) expect(recipe.name).toMatch(/^[a-z0-9][a-z0-9._-]{0,63}$/);
    else expect(errors[0]).toMatchObject({ field: 'name', hint: expect.any(String) });
  });

  it.each([
    ['$(', ')'],
    ["'; ", "; '"],
  ])('report 37: what a shell would run is never run: %s…%s', async (before, after) => {
    const home = makeHome({ pretendUv: true });
    const pwned = join(home.directory, 'pwned');
    const display_name = `${before}touch ${pwned}${after}`;
    const { plan } = await createWell(home, { name: 'safe', display_name });
    expect(existsSync(pwned)).toBe(false);
    expect(JSON.parse(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8'))).toMatchObject({
      display_name,
    });
  });
});
