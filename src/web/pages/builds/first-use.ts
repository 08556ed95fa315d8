/** What to do with a kernel that is ready, and the files that it was made from. */
import { lookUp } from '../../../base/registry.js';
import { readRegularFile } from '../../../base/stored.js';
import type { Build } from '../../../builds/build.js';
import { environmentUse } from '../../../kernels/starting/use-environment.js';
import { languageOf } from '../../../languages/index.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { BuildPage } from '../../../shared/builds/build-page.js';

// More packages take long to import.
const MOST_THINGS = 5;

/** `name`: of the kernel in the launcher. */
export function firstUse(
  build: Build,
  recipe: Recipe,
  name = build.plan.name,
): NonNullable<BuildPage['use']> {
  const { imports = [] } = build.state.report ?? {};
  const things = imports.flatMap(({ modules: [first] }) => (first ? [first] : []));
  return {
    cell: languageOf(recipe).use.cell(things.slice(0, MOST_THINGS)),
    ...(build.places && environmentUse(build, recipe, name)),
  };
}

const keptFiles: Record<string, (build: Build) => string> = {
  'recipe.yml': ({ files }) => files.recipe,
  'script.sh': ({ files }) => files.script,
  'lock.txt': ({ plan }) => `${plan.prefix}/.create_kernel/lock.txt`,
};

/** One of the files that a kernel was made from; undefined if it does not exist. */
export function keptText(build: Build, name: string): string | undefined {
  const path = lookUp(keptFiles, name)?.(build);
  if (!path || !build.places) return undefined;
  try {
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}
