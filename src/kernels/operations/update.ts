import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import { languageOf } from '../../languages/index.js';
import { lockedPackages } from '../../managers/locked-packages.js';
import type { Locked } from '../../managers/manager.js';
import { plainRecipe, type Recipe } from '../../recipe/recipe.js';
import type { EquippedSite } from '../../site/site.js';
import { installedNeeds } from '../../sources/installed-needs.js';
import { originOf, readLockedEnvironment, recipeOfKernel } from '../built-environment.js';
import type { Kernel } from '../kernelspec.js';
import type { GenerationRequest } from '../requests/generation-request.js';
import { changeRecipe } from '../update/changed-recipe.js';
import type { ArgumentMeta } from './arguments.js';
import type { KernelOperation } from './operation.js';

const arguments_ = z.object({
  add: z
    .array(z.string())
    .default([])
    .describe('a package to add, or a text that asks for one, such as an error message')
    .meta({ word: { name: 'PACKAGE', takes: 'any number' } } satisfies ArgumentMeta),
  remove: z
    .array(z.string())
    .default([])
    .describe('a package to remove, with what only it needs')
    .meta({ value: 'PACKAGE' }),
  upgrade: z
    .union([z.boolean(), z.array(z.string())])
    .default(false)
    .describe('take the newest versions of these packages, or of all')
    .meta({ value: 'PACKAGE' }),
  accept_guesses: z
    .boolean()
    .default(false)
    .describe('install packages that are guessed from the name of an import'),
});

export type UpdateArguments = z.output<typeof arguments_>;

/** Makes the next generation with other packages. All that was not asked for keeps the versions of the lock. */
export const update = {
  id: 'update',
  on: 'ours',
  effect: 'makes',
  label: 'Update',
  description: 'Adds, removes or upgrades packages, verifies the new environment, and replaces the old one',
  arguments: arguments_,
  async request(kernel: Kernel, given: UpdateArguments, site: EquippedSite): Promise<GenerationRequest> {
    const before = await recipeOfKernel(kernel, site);
    const changed = changeRecipe(before, given, {
      installed: given.remove.length > 0 ? installedNeeds(originOf(kernel).prefix) : [],
      default_channels: site.config.channels.default,
    });
    if (changed.guesses.length > 0 && !given.accept_guesses)
      throw new UserError('packages-guessed', { guesses: changed.guesses });
    if (isSame(before, changed.recipe) && !isUpgrade(given))
      throw new UserError('update-changes-nothing', { name: kernel.name }, 'packages');
    return requestUpdate(kernel, { before, ...changed, upgrade: given.upgrade }, site);
  },
} as const satisfies KernelOperation<UpdateArguments>;

interface Updating {
  /** The recipe of the published generation. */
  before: Recipe;
  /** The recipe of the next one. */
  recipe: Recipe;
  upgrade: UpdateArguments['upgrade'];
  notes: readonly string[];
}

/** The request for a generation of another recipe, from the lock of the published one unless all is upgraded. */
export async function requestUpdate(
  kernel: Kernel,
  { before, recipe, upgrade, notes }: Updating,
  site: Pick<EquippedSite, 'data_root'>,
): Promise<GenerationRequest> {
  const request = { operation: 'update', recipe, onto: kernel, notes };
  const built = await readLockedEnvironment(kernel, before, site);
  const { manager, language_version, ...locked } = built;
  // With another package manager, nothing of the lock can be kept.
  if (recipe.manager !== 'auto' && recipe.manager !== manager) return request;
  const names = typeof upgrade === 'boolean' ? [] : upgrade;
  checkInstalled(names, locked, recipe);
  const version = recipe.language_version;
  return {
    ...request,
    earlier: {
      manager,
      language_version: version === before.language_version ? language_version : version,
      ...(upgrade !== true && { keep: { ...locked, upgrade: names, changed: changedNames(before, recipe) } }),
    },
  };
}

/** The packages that the next recipe asks for in another version. One that it only names keeps its version. */
function changedNames(before: Recipe, { packages, pip_packages }: Recipe): string[] {
  const known = new Set([...before.packages, ...before.pip_packages].map(({ text }) => text));
  return [...packages, ...pip_packages]
    .filter(({ name, text }) => text !== name && !known.has(text))
    .map(({ name, text }) => name || text);
}

/** @throws UserError `upgrade-not-installed`. */
function checkInstalled(names: readonly string[], locked: Locked, recipe: Recipe): void {
  const { normalizeName } = languageOf(recipe).packages;
  const installed = new Set(lockedPackages(locked).map(({ name }) => normalizeName(name)));
  const missing = names.find((name) => !installed.has(normalizeName(name)));
  if (missing !== undefined) throw new UserError('upgrade-not-installed', { given: missing }, 'upgrade');
}

function isUpgrade({ upgrade }: UpdateArguments): boolean {
  return upgrade === true || (upgrade !== false && upgrade.length > 0);
}

function isSame(one: Recipe, other: Recipe): boolean {
  const text = (recipe: Recipe) => JSON.stringify({ ...plainRecipe(recipe), lock: '' });
  return text(one) === text(other);
}
