/** Whether a new kernel would clash with one that the launcher shows. Pure. */
import { UserError } from '../../../base/errors.js';
import { type Recipe, recipeToKeep } from '../../../recipe/recipe.js';
import { sameKernelName, suggestName } from '../../../recipe/schema/name.js';
import type { Kernel } from '../../kernelspec.js';

/** @throws UserError if the kernel's name or display name is taken. */
export function checkClash(recipe: Recipe, kernels: readonly Kernel[]): void {
  const taken = (name: string) => kernels.some((kernel) => sameKernelName(kernel.name, name));
  const holder = kernels.find((kernel) => sameKernelName(kernel.name, recipe.name));
  if (holder) throw clashWith(holder, recipe, suggestName(recipe.name, taken));
  checkDisplayName(recipe.display_name || recipe.name, kernels);
}

/** @throws UserError `display-name-taken`, with a free one. */
export function checkDisplayName(display_name: string, kernels: readonly Kernel[]): void {
  const shown = (text: string) =>
    kernels.find((kernel) => kernel.display_name.toLowerCase() === text.toLowerCase());
  const twin = shown(display_name);
  if (!twin) return;
  const suggestion = freeDisplayName(display_name, (text) => shown(text) !== undefined);
  throw new UserError(
    'display-name-taken',
    { given: display_name, by: twin.name, suggestion },
    'display_name',
  );
}

function clashWith(
  { name, directory: path, owner, origin }: Kernel,
  recipe: Recipe,
  suggestion: string,
): UserError {
  if (owner === 'central') return new UserError('kernel-central', { name, path, suggestion }, 'name');
  if (owner === 'own') return new UserError('kernel-not-ours', { name, path, suggestion }, 'name');
  const same = JSON.stringify(origin?.recipe) === JSON.stringify(recipeToKeep(recipe));
  return new UserError('kernel-exists', { name, suggestion, same }, 'name');
}

function freeDisplayName(text: string, taken: (text: string) => boolean): string {
  for (let number = 2; ; number++) if (!taken(`${text} (${number})`)) return `${text} (${number})`;
}
