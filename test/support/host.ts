/** A host as data, for tests of what is pure: nothing of it has to exist. */
import type { PlanContext } from '../../src/plan/context.js';
import { type Recipe, type RecipeInput, recipeSchema } from '../../src/recipe/recipe.js';
import { siteSchema } from '../../src/site/settings/index.js';
import type { Interpreter, Tools } from '../../src/site/tools/detect.js';

export function recipe(fields: Partial<RecipeInput> = {}): Recipe {
  return recipeSchema.parse({ name: 'first', ...fields });
}

export function interpreter(version: string, pip = '24.0'): Interpreter {
  return { path: `/usr/bin/python${version.split('.', 2).join('.')}`, version, venv: pip !== '', pip };
}

export const uv = { path: '/opt/uv', version: '0.9.0' };
export const conda = { path: '/opt/conda/bin/conda', version: '24.5.0' };
export const micromamba = { path: '/opt/micromamba', version: '2.0.5' };
export const mamba = { path: '/opt/mamba', version: '2.0.5' };
export const curl = { path: '/usr/bin/curl', version: '8.0' };

/** A host with these tools, and Python 3.11 unless it is said otherwise. */
export function context(tools: Partial<Tools> = {}, settings: object = {}): PlanContext {
  return {
    site: {
      config: siteSchema.parse(settings),
      data_root: '/home/ada/data',
      jupyter_data: '/home/ada/.local/share/jupyter',
      locations: [
        { id: 'home', title: 'Home', path: '/envs' },
        { id: 'scratch', title: 'Scratch', path: '/scratch/ada/envs' },
      ],
      environment: { HOME: '/home/ada', PATH: '/usr/bin:/bin' },
      tools: { interpreters: [interpreter('3.11.7')], ...tools },
    },
    generation: 1,
    version: '1.0.0',
  };
}
