/** A host as data, for tests of pure code. */

import type { Interpreter, Tool } from '../../src/managers/program.js';
import type { PlanContext } from '../../src/plan/context.js';
import { parseRecipe, type Recipe, type RecipeInput } from '../../src/recipe/recipe.js';
import { siteSchema } from '../../src/site/settings/index.js';
import type { Tools } from '../../src/site/tools/detect.js';

export function recipe(fields: Partial<RecipeInput> = {}): Recipe {
  return parseRecipe({ name: 'first', ...fields });
}

export function interpreter(version: string, pip = '24.0'): Interpreter {
  const path = `/usr/bin/python${version.split('.', 2).join('.')}`;
  return { path, version, venv: pip !== '', pip, machine: 'x86_64', glibc: '2.36' };
}

export const uv = { path: '/opt/uv', version: '0.9.0' };
export const conda = { path: '/opt/conda/bin/conda', version: '24.5.0' };
export const micromamba = { path: '/opt/micromamba', version: '2.0.5' };
export const mamba = { path: '/opt/mamba', version: '2.0.5' };
export const curl = { path: '/usr/bin/curl', version: '8.0' };

/** Additional programs, by name. */
export interface HostTools extends Partial<Omit<Tools, 'programs'>> {
  [program: string]: Tool | Tools['interpreters'] | Tools['downloads'] | string | undefined;
}

/** A host with these tools and, by default, Python 3.11. */
export function context(tools: HostTools = {}, settings: object = {}): PlanContext {
  return {
    site: {
      config: siteSchema.parse(settings),
      data_root: '/home/ada/data',
      jupyter_data: '/home/ada/.local/share/jupyter',
      locations: [
        { id: 'home', title: 'Home', path: '/envs' },
        { id: 'scratch', title: 'Scratch', path: '/scratch/ada/envs' },
      ],
      conda_package_caches: [],
      environment: { HOME: '/home/ada', PATH: '/usr/bin:/bin' },
      tools: toolsOf(tools),
    },
    generation: 1,
    version: '1.0.0',
  };
}

/** A host's tools as detection returns them; by default with Python 3.11. */
export function toolsOf({
  interpreters = [interpreter('3.11.7')],
  downloads = { found: [] },
  modules,
  ...programs
}: HostTools): Tools {
  const found = Object.entries(programs).filter((entry): entry is [string, Tool] => {
    const [, tool] = entry;
    return typeof tool === 'object' && 'path' in tool;
  });
  return {
    programs: Object.fromEntries(found),
    interpreters,
    module_interpreters: [],
    downloads,
    ...(modules && { modules }),
  };
}
