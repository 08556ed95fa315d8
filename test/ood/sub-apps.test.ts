import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { readSubmission, recipeOf } from '../../src/form/submission.js';
import { type PlainRecipe, plainRecipe, type Recipe } from '../../src/recipe/recipe.js';
import { siteSchema } from '../../src/site/settings/index.js';
import { Dashboard } from '../support/dashboard.js';
import { copyApp } from './app-copy.js';

const site = { config: siteSchema.parse({}) };
const source = join(appRoot, 'examples', 'sub-apps');
const app = copyApp();
cpSync(source, join(app, 'local'), { recursive: true });

/** The recipe of a session launched from the sub-app with these values. */
async function recipeFrom(sub: string, values: Record<string, string>): Promise<Recipe> {
  const token = `sys/create_kernel/${sub}`;
  const [launched] = await new Dashboard().launch({ app, sub, token, data: join(app, 'data'), values });
  const file = join(launched?.staged ?? '', 'user_defined_context.json');
  return recipeOf(readSubmission(JSON.parse(readFileSync(file, 'utf8')), [], site));
}

describe('A sub-app of examples/sub-apps gives a recipe', () => {
  it.each<[string, Record<string, string>, Partial<PlainRecipe>]>([
    [
      'scientific-python',
      { kernel_name: 'Mine' },
      { name: 'mine', packages: ['numpy', 'pandas', 'scipy', 'matplotlib'] },
    ],
    [
      'powerai',
      { install_variables: 'IBM_POWERAI_LICENSE_ACCEPT=yes' },
      {
        name: 'powerai',
        manager: 'conda',
        packages: ['powerai', 'keras', 'patsy', 'seaborn', 'netcdf4'],
        channels: [
          'https://public.dhe.ibm.com/ibmdl/export/pub/software/server/ibm-ai/conda/',
          'conda-forge',
        ],
        install_variables: { IBM_POWERAI_LICENSE_ACCEPT: 'yes' },
      },
    ],
  ])('%s', async (sub, values, recipe) => {
    expect(plainRecipe(await recipeFrom(sub, values))).toMatchObject(recipe);
  });

  it('each of them', () => {
    const known = ['powerai.yml', 'scientific-python.yml'];
    expect(readdirSync(source).sort()).toEqual(known);
  });
});
