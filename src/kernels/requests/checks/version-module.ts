/** A language version that only an environment module provides: choosing the version loads the module. */

import { minorVersion } from '../../../base/version.js';
import { languageOf } from '../../../languages/index.js';
import { needsVersionModule } from '../../../plan/versions.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { askModules, knownModules } from '../../../site/modules/modules.js';
import { versionModules } from '../../../site/modules/version-modules.js';
import type { EquippedSite } from '../../../site/site.js';

/** The recipe, with that module added last if nothing else has the version. @throws UserError `language-unknown`. */
export async function withVersionModule(recipe: Recipe, site: EquippedSite): Promise<Recipe> {
  const { language_version, modules } = recipe;
  if (language_version === '' || site.tools.modules === undefined) return recipe;
  const language = languageOf(recipe);
  if (!needsVersionModule(recipe, language, site)) return recipe;
  const known = await knownModules(site);
  const names = known.length > 0 ? known : ((await askModules(site)) ?? []);
  const module = versionModules(names, recipe.language).get(minorVersion(language_version));
  const asked = modules.some((name) => versionModules([name], recipe.language).size > 0);
  return module === undefined || asked ? recipe : { ...recipe, modules: [...modules, module] };
}
