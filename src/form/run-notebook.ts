/** The notebook that a form asks to run in the new kernel. */
import type { GivenText } from '../reading/given-text.js';
import { isNotebook } from '../recipe/formats/files/notebook-file.js';
import { noNotebook, type RecipeField } from '../recipe/recipe.js';

/** The check box of this app's pages, which runs the notebook that is given. */
export const RUN_NOTEBOOK = 'run_notebook';

export function notebookGiven(texts: readonly GivenText[]): GivenText | undefined {
  return texts.find(({ text }) => isNotebook(text));
}

/** `kept`: what an earlier page was given. Without the check box, as from the dashboard's form, the fields mean what they say. */
export function notebookAsked(
  box: string | undefined,
  kept: string,
  given: GivenText | undefined,
): Partial<Record<RecipeField, string>> {
  if (box === undefined) return {};
  const notebook = box === '1' ? (given?.text ?? kept) : '';
  return notebook === '' ? noNotebook : { notebook };
}
