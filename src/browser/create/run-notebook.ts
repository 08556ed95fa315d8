/** Shows the notebook that is given to run in the new kernel. */
import type { Understood } from '../../shared/form/understood.js';
import { count } from '../../shared/format.js';
import { findById, setText } from '../shared/elements.js';

/** Offers to run one, if one is given. */
export function showNotebook({ notebook }: Understood): void {
  const offer = findById('run-notebook', HTMLFieldSetElement);
  if (!offer) return;
  offer.hidden = notebook === undefined;
  // A disabled field set is not sent.
  offer.disabled = notebook === undefined;
  if (notebook) setText(findById('run-notebook-name', HTMLElement), wordsOf(notebook));
}

/** Says what the chosen file of the field for it has; nothing if none is chosen. */
export function showChosenNotebook({ notebook }: Pick<Understood, 'notebook'>): void {
  const words = notebook?.name === undefined ? '' : `${wordsOf(notebook)} has to run.`;
  setText(findById('notebook-chosen', HTMLElement), words);
}

function wordsOf({ name = 'the notebook', cells }: NonNullable<Understood['notebook']>): string {
  return `${name} (${count(cells, 'cell')} with code)`;
}
