import { recipeFields } from '../recipe/recipe.js';
import { resourceFields } from '../site/resources.js';

/** The ids of form.yml's fields by the recipe's: an id needs two words, so that it is no method of the dashboard's form object. */
export function formIdOf(field: string): string {
  // The dashboard makes a field of this name from the form's clusters.
  if (field === 'build_on') return 'cluster';
  // The field of files is our page's alone.
  return field.includes('_') || field === 'upload' ? field : `kernel_${field}`;
}

/** The ids of all fields that a form may send. */
export const formIds: readonly string[] = [...recipeFields.map(formIdOf), 'keep_failed', ...resourceFields];
