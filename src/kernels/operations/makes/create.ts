import type { Recipe } from '../../../recipe/recipe.js';
import type { BeginningOperation } from '../operation.js';

/** Makes a new kernel. */
export const create = {
  id: 'create',
  on: 'nothing',
  effect: 'makes',
  label: 'Create',
  description: 'Creates a kernel and waits until it appears in the launcher',
  request: (recipe: Recipe, preset?: string) => ({ operation: 'create', recipe, ...(preset && { preset }) }),
} as const satisfies BeginningOperation;
