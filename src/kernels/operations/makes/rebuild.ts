import * as z from 'zod';
import type { Recipe } from '../../../recipe/recipe.js';
import type { EquippedSite } from '../../../site/site.js';
import { presetOfKernel, readLockedEnvironment, recipeOfKernel } from '../../built-environment.js';
import { type NewestModules, newestModules } from '../../requests/checks/newest-modules.js';
import { readStart } from '../../starting/starts.js';
import type { ArgumentMeta } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const OWN_CACHE =
  'All packages are downloaded again, and those without a wheel for this host are compiled again, because the last start of the kernel failed';

/** What is loaded for a kernel with environment modules. */
const modulesMeta = {
  options: {
    '': 'those of its recipe',
    newest: 'in place of each one that this host no longer has, its newest version',
    none: 'none',
  },
} satisfies ArgumentMeta;

const schema = z.object({
  modules: z
    .enum(['newest', 'none'])
    .optional()
    .describe('the environment modules to load; by default, those of its recipe')
    .meta(modulesMeta),
});

/** All that the form needs of a recipe: one that cannot be read is reported when it is built. */
const withModules = z.object({ modules: z.array(z.unknown()).min(1) });

type RebuildArguments = z.output<typeof schema>;

/** Builds the kernel's environment again, with exactly the packages of its lock. */
export const rebuild = {
  id: 'rebuild',
  on: 'ours',
  effect: 'makes',
  label: 'Rebuild',
  description: 'Builds the environment again from its lock, verifies it, and replaces the old one',
  question: ({ name, display_name }) =>
    `Rebuild “${display_name}” (${name}) with exactly the versions of its lock? The kernel works as before until the new environment is verified.`,
  arguments: schema,
  leaves_out: ({ origin }) => (withModules.safeParse(origin?.recipe).success ? [] : ['modules']),
  async request(kernel, given, site) {
    const kept = await recipeOfKernel(kernel, site);
    const locked = await readLockedEnvironment(kernel, kept, site);
    const { modules, notes } = await chosenModules(
      { ...kept, language_version: locked.language_version },
      given,
      site,
    );
    const recipe = { ...kept, modules };
    const own_cache = readStart(kernel, site)?.reason !== undefined;
    return {
      ...{ operation: 'rebuild', recipe, onto: kernel, ...presetOfKernel(kernel) },
      locked: { ...locked, own_cache },
      notes: [...notes, ...(own_cache ? [OWN_CACHE] : [])],
    };
  },
} as const satisfies KernelOperation<RebuildArguments>;

/** @throws UserError as `newestModules`. */
async function chosenModules(
  recipe: Recipe,
  { modules: choice }: RebuildArguments,
  site: EquippedSite,
): Promise<NewestModules> {
  if (choice === 'newest') return newestModules(recipe, site);
  return { modules: choice === 'none' ? [] : recipe.modules, notes: [] };
}
