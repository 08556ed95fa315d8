/** Requests the next generation of a kernel with another recipe, from the lock of the published one. */
import { collect, RequestErrors, UserError } from '../../base/errors.js';
import { languageOf } from '../../languages/index.js';
import { lockedPackages } from '../../managers/locked-packages.js';
import type { Locked } from '../../managers/manager.js';
import { changedByUpdate } from '../../presets/preset-rules.js';
import { findPreset } from '../../presets/presets.js';
import { askedPackages } from '../../recipe/package-fields.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { Site } from '../../site/site.js';
import {
  knownRecipe,
  originOf,
  presetOfKernel,
  type RecipeSite,
  readLockedEnvironment,
} from '../built-environment.js';
import type { Kernel } from '../kernelspec.js';
import type { GenerationRequest, Upgrade } from '../requests/generation-request.js';
import { readStart } from '../starting/starts.js';

export interface Updating {
  /** The recipe of the published generation. */
  before: Recipe;
  /** The recipe of the next one. */
  recipe: Recipe;
  /** Whether packages take their newest versions: all, none, or these. */
  upgrade: Upgrade;
  notes: readonly string[];
}

/** @throws RequestErrors if the preset closes a field that changes; UserError `lock-missing`, `upgrade-not-installed`. */
export async function requestUpdate(
  kernel: Kernel,
  { before, recipe, upgrade, notes }: Updating,
  site: RecipeSite & Pick<Site, 'config'>,
): Promise<GenerationRequest> {
  const { preset } = presetOfKernel(kernel);
  if (preset) checkPreset(preset, { before, recipe }, site);
  const request = { operation: 'update', recipe, onto: kernel, upgrade, notes, ...(preset && { preset }) };
  const { manager, language_version, ...locked } = await readLockedEnvironment(kernel, before, site);
  // With another package manager, nothing of the lock can be kept.
  if (recipe.manager !== 'auto' && recipe.manager !== manager) return request;
  const names = typeof upgrade === 'boolean' ? [] : upgrade;
  checkInstalled(names, locked, recipe);
  const version = recipe.language_version;
  const keep = { ...locked, upgrade: names, changed: changedNames(before, recipe) };
  return {
    ...request,
    earlier: {
      manager,
      language_version: version === before.language_version ? language_version : version,
      ...(upgrade !== true && { keep }),
      // What does not start is compiled again.
      ...(!readStart(kernel, site)?.reason && { prefix: originOf(kernel).prefix }),
    },
  };
}

/** The same for a whole recipe, such as one that was edited. The kernel keeps its name. */
export async function requestEdit(
  kernel: Kernel,
  edited: Recipe,
  site: RecipeSite & Pick<Site, 'config'>,
  upgrade: Upgrade = false,
): Promise<GenerationRequest> {
  const { recipe: before } = await knownRecipe(kernel, site);
  const recipe = { ...edited, name: kernel.name };
  return requestUpdate(kernel, { before, recipe, upgrade, notes: [] }, site);
}

/** The site may have removed the preset since. What was agreed to is not asked again. */
function checkPreset(
  id: string,
  { before, recipe }: Pick<Updating, 'before' | 'recipe'>,
  site: Pick<Site, 'config'>,
): void {
  const preset = collect([], () => findPreset(id, site));
  const refused = preset ? changedByUpdate(before, recipe, preset) : [];
  if (refused.length > 0) throw new RequestErrors(refused);
}

/** The packages that the next recipe asks for in another version. One that it only names keeps its version. */
function changedNames(before: Recipe, after: Recipe): string[] {
  const known = new Set(askedPackages(before).map(({ text }) => text));
  return askedPackages(after)
    .filter(({ name, text }) => text !== name && !known.has(text))
    .map(({ name, text }) => name || text);
}

function checkInstalled(names: readonly string[], locked: Locked, recipe: Recipe): void {
  const { normalizeName } = languageOf(recipe).packages;
  const installed = new Set(lockedPackages(locked).map(({ name }) => normalizeName(name)));
  const missing = names.find((name) => !installed.has(normalizeName(name)));
  if (missing !== undefined) throw new UserError('upgrade-not-installed', { given: missing }, 'upgrade');
}
