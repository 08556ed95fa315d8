/** What would be done for a recipe, and exactly which packages that would bring, without installing any. */

import type { Problem } from '../../base/errors.js';
import { programVersion } from '../../base/program.js';
import { makeRequest } from '../../plan/make-plan.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { EquippedSite } from '../../site/site.js';
import { renderScript } from '../../steps/script.js';
import { checkRecipe, planToShow } from './create.js';
import { freeSpace } from './free-space.js';
import { withModules } from './load-modules.js';
import { type Resolving, resolvePackages } from './resolve.js';
import { withVersionModule } from './version-module.js';

export interface Preview extends Resolving {
  name: string;
  display_name: string;
  language: string;
  manager: string;
  prefix: string;
  script: string;
  /** What to know before the build. */
  warnings: Problem[];
  free_bytes?: number;
  /** Absent where the file system makes room for files as they need it. */
  free_files?: number;
}

/** @throws UserError or RequestErrors if the recipe would be refused. */
export async function previewKernel(asked: Recipe, host: EquippedSite): Promise<Preview> {
  const recipe = await withVersionModule(asked, host);
  const site = await withModules(recipe, host);
  await checkRecipe(recipe, site);
  const context = { site, version: programVersion() };
  const { request, manager } = makeRequest(recipe, { ...context, generation: 1 });
  const plan = await planToShow(recipe, site);
  const [resolving, free] = await Promise.all([
    resolvePackages(manager, request, site),
    freeSpace(plan.prefix, site),
  ]);
  return {
    name: plan.name,
    display_name: plan.display_name,
    language: plan.language,
    manager: manager.label,
    prefix: plan.prefix,
    script: renderScript(plan),
    warnings: (manager.warnings?.(request) ?? []).map((warning) => warning.toJSON()),
    ...resolving,
    ...(free && { free_bytes: free.bytes }),
    ...(free && Number.isFinite(free.files) && { free_files: free.files }),
  };
}
