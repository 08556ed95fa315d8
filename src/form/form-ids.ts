import { recipeFields } from '../recipe/recipe.js';
import { resourceFields } from '../site/resources.js';

/** The id in form.yml of a recipe field. Ids need two words: a single word may be a method of the dashboard's form object. */
export function formIdOf(field: string): string {
  // The dashboard makes this field from the clusters of the form.
  if (field === 'build_on') return 'cluster';
  // Only this app's page has the field for files.
  return field.includes('_') || field === 'upload' ? field : `kernel_${field}`;
}

/** The ids of all fields of a form. */
export const formIds: readonly string[] = [...recipeFields().map(formIdOf), 'keep_failed', ...resourceFields];
