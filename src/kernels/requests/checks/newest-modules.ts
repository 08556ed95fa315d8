/** A recipe with the modules that this host has: the newest version of each one that is gone. */
import { userErrorsOf } from '../../../base/errors.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { askModules } from '../../../site/modules/modules.js';
import { newestModule } from '../../../site/modules/version-modules.js';
import type { EquippedSite } from '../../../site/site.js';
import { withModules } from './load-modules.js';

export interface NewestModules {
  modules: string[];
  /** One sentence for each module that is another one now. */
  notes: string[];
}

/**
 * A module that still loads stays as it is. One that decides the version of the language is replaced within that version.
 * @throws UserError `module-unknown` if the host has no version of one, `modules-not-loaded`.
 */
export async function newestModules(recipe: Recipe, site: EquippedSite): Promise<NewestModules> {
  const names = (await askModules(site)) ?? [];
  const found: NewestModules = { modules: [...recipe.modules], notes: [] };
  for (const _ of recipe.modules) {
    const gone = await goneModule({ ...recipe, modules: found.modules }, site);
    if (!gone) break;
    const newest = newestModule(gone.name, names, recipe);
    if (newest === undefined) throw gone.error;
    found.modules = found.modules.map((each) => (each === gone.name ? newest : each));
    found.notes.push(`This host no longer has the module \`${gone.name}\`: \`${newest}\` is loaded instead`);
  }
  return found;
}

/** The first module that does not exist on this host. @throws UserError `modules-not-loaded`. */
async function goneModule(
  recipe: Recipe,
  site: EquippedSite,
): Promise<{ name: string; error: unknown } | undefined> {
  try {
    await withModules(recipe, site, { launcher: 'local' });
    return undefined;
  } catch (error) {
    const [first] = userErrorsOf(error);
    const name = recipe.modules.find((each) => first?.message.includes(`\`${each}\``));
    if (first?.code !== 'module-unknown' || name === undefined) throw error;
    return { name, error };
  }
}
