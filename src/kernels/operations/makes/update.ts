import { UserError } from '../../../base/errors.js';
import { parseRecipe, plainRecipe, type Recipe } from '../../../recipe/recipe.js';
import type { EquippedSite } from '../../../site/site.js';
import { installedNeeds } from '../../../sources/installed-needs.js';
import { originOf, recipeOfKernel } from '../../built-environment.js';
import type { Kernel } from '../../kernelspec.js';
import type { GenerationRequest } from '../../requests/generation-request.js';
import { changeRecipe } from '../../update/changed-recipe.js';
import { requestUpdate } from '../../update/request-update.js';
import { type UpdateArguments, updateArguments } from '../../update/update-arguments.js';
import type { KernelOperation } from '../operation.js';

/** Makes the next generation with other packages. All that was not asked for keeps the versions of the lock. */
export const update = {
  id: 'update',
  on: 'ours',
  effect: 'makes',
  page: true,
  label: 'Update',
  description: 'Adds, removes or upgrades packages, verifies the new environment, and replaces the old one',
  arguments: updateArguments,
  async request(kernel: Kernel, given: UpdateArguments, site: EquippedSite): Promise<GenerationRequest> {
    const before = await recipeOfKernel(kernel, site);
    const changed = await changeRecipe(before, given, {
      installed: given.remove.length > 0 ? installedNeeds(originOf(kernel).prefix) : [],
      default_channels: site.config.channels.default,
    });
    if (changed.guesses.length > 0 && !given.accept_guesses)
      throw new UserError('packages-guessed', { guesses: changed.guesses });
    if (isSame(before, changed.recipe) && !isUpgrade(given))
      throw new UserError('update-changes-nothing', { name: kernel.name }, 'packages');
    const recipe = withNotebook(changed.recipe, given);
    return requestUpdate(kernel, { before, ...changed, recipe, upgrade: given.upgrade }, site);
  },
} as const satisfies KernelOperation<UpdateArguments>;

/** @throws RequestErrors if there is no notebook to run, or none that can be. */
function withNotebook(
  recipe: Recipe,
  { run_notebook: notebook, notebook_minutes, accept_notebook_failure }: UpdateArguments,
): Recipe {
  if (notebook === '') {
    if (notebook_minutes || accept_notebook_failure)
      throw new UserError('notebook-needed', {}, notebook_minutes ? 'notebook_minutes' : 'notebook_failure');
    return recipe;
  }
  const notebook_failure = accept_notebook_failure ? 'accept' : '';
  return parseRecipe({ ...recipe, notebook, notebook_minutes, notebook_failure });
}

function isUpgrade({ upgrade }: UpdateArguments): boolean {
  return upgrade === true || (upgrade !== false && upgrade.length > 0);
}

function isSame(one: Recipe, other: Recipe): boolean {
  const text = (recipe: Recipe) => JSON.stringify({ ...plainRecipe(recipe), lock: '' });
  return text(one) === text(other);
}
