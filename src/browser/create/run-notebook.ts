/** Offers to run a notebook in the new kernel, if one is given. */
import type { Understood } from '../../shared/form/understood.js';
import { count } from '../../shared/format.js';
import { findById, setText } from '../shared/elements.js';

export function showNotebook({ notebook }: Understood): void {
  const offer = findById('run-notebook', HTMLFieldSetElement);
  if (!offer) return;
  offer.hidden = notebook === undefined;
  // A disabled field set is not sent.
  offer.disabled = notebook === undefined;
  if (!notebook) return;
  const { name = 'the notebook', cells } = notebook;
  setText(findById('run-notebook-name', HTMLElement), `${name} (${count(cells, 'cell')} with code)`);
}
