import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../../src/base/errors.js';
import { changeRecipe } from '../../../src/kernels/update/changed-recipe.js';
import { plainRecipe, type RecipeInput } from '../../../src/recipe/recipe.js';
import type { InstalledNeeds } from '../../../src/sources/installed-needs.js';
import { recipe } from '../../support/host.js';

const package_ = (name: string, ...needs: string[]): InstalledNeeds => ({ name, source: 'pypi', needs });
const installed = [
  package_('pandas', 'numpy', 'python-dateutil'),
  package_('python-dateutil', 'six'),
  package_('numpy'),
  package_('six'),
  package_('ipykernel', 'jupyter_client'),
  package_('jupyter-client'),
];
const facts = { installed, default_channels: ['conda-forge'] };

async function changed(
  fields: Partial<RecipeInput>,
  { add = [], remove = [] }: { add?: string[]; remove?: string[] },
) {
  const result = await changeRecipe(recipe(fields), { add, remove }, facts);
  return { ...result, recipe: plainRecipe(result.recipe) };
}

/** The messages of the errors. */
async function errorsOf(run: Promise<unknown>): Promise<string[]> {
  try {
    await run;
    return [];
  } catch (error) {
    return userErrorsOf(error).map(({ message, hint }) => `${message}. ${hint}`);
  }
}

describe('adding packages to a recipe', () => {
  it.each<[string, string[], string[]]>([
    ['appends them', ['xarray', 'scipy>=1'], ['numpy<2', 'xarray', 'scipy>=1']],
    ['replaces one that is asked for in another version', ['numpy==2.1'], ['numpy==2.1']],
    ['takes one that is asked for without a version', ['NumPy'], ['NumPy']],
    ['knows one that is there already', ['numpy<2'], ['numpy<2']],
    ['reads an error message', ["ModuleNotFoundError: No module named 'yaml'"], ['numpy<2', 'pyyaml']],
    ['reads a command', ['pip install xarray==2024.1'], ['numpy<2', 'xarray==2024.1']],
    ['reads several texts', ["No module named 'sklearn'", 'dask'], ['numpy<2', 'scikit-learn', 'dask']],
  ])('%s', async (_, add, expected) => {
    const { packages } = (await changed({ packages: ['numpy<2'] }, { add })).recipe;
    expect([...packages].sort()).toEqual([...expected].sort());
  });

  it('says what it replaces', async () => {
    const { notes } = await changed({ packages: ['numpy<2'] }, { add: ['numpy==2.1'] });
    expect(notes).toEqual(['`numpy<2` is replaced by `numpy==2.1`']);
  });

  it('keeps everything else of the recipe, but not its lock', async () => {
    const lock = `numpy==1.26.4 --hash=sha256:${'0'.repeat(64)}\n`;
    const fields = { packages: ['numpy'], kernel_variables: { A_TOKEN: 'x y' }, modules: ['gcc'], lock };
    const { recipe: after } = await changed({ ...fields, display_name: 'Mine' }, { add: ['six'] });
    expect(after).toMatchObject({ display_name: 'Mine', kernel_variables: { A_TOKEN: 'x y' }, lock: '' });
    expect(after.modules).toEqual(['gcc']);
  });

  it('reports guesses and mistakes', async () => {
    expect((await changed({}, { add: ["No module named 'some_thing'"] })).guesses).toEqual(['some-thing']);
    const errors = await errorsOf(changed({}, { add: ['numpy==', './here'] }));
    expect(errors.join('\n')).toMatch(/numpy==/);
  });
});

describe('removing packages from a recipe', () => {
  it('takes the name in any spelling, and of pip’s packages too', async () => {
    const fields = { packages: ['Scikit_Learn>=1', 'six'], pip_packages: ['tiny==1'], manager: 'conda' };
    const { recipe: after } = await changed(fields, { remove: ['scikit-learn', 'tiny'] });
    expect([after.packages, after.pip_packages]).toEqual([['six'], []]);
  });

  it.each([
    ['six', '`six` was not asked for: `pandas` needs it. To remove it, remove `pandas`'],
    ['jupyter-client', '`jupyter-client` cannot be removed: every kernel needs it'],
    ['ipykernel', '`ipykernel` cannot be removed: every kernel needs it'],
    ['xarray', '`xarray` was not asked for. The packages that were asked for are `pandas`'],
  ])('refuses %s, which was not asked for', async (name, expected) => {
    const [error] = await errorsOf(changed({ packages: ['pandas'] }, { remove: [name] }));
    expect(error).toContain(expected);
  });

  it('says that a package stays if another one needs it', async () => {
    const { recipe: after, notes } = await changed({ packages: ['pandas', 'numpy'] }, { remove: ['numpy'] });
    expect(after.packages).toEqual(['pandas']);
    expect(notes).toEqual(['`numpy` stays in the environment, because `pandas` needs it']);
  });

  it('can replace one package with another in one change', async () => {
    const { packages } = (await changed({ packages: ['six', 'numpy'] }, { add: ['tiny'], remove: ['six'] }))
      .recipe;
    expect([...packages].sort()).toEqual(['numpy', 'tiny']);
  });
});
