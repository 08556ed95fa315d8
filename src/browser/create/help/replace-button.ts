/** A button that writes another package into the text. */
import { make } from '../../shared/elements.js';
import { withReplacement } from '../fields/package-text.js';

/** `to`: empty to leave the package out. */
export function replaceButton(text: HTMLTextAreaElement, from: string, to: string): HTMLElement {
  const label = to === '' ? `Leave out ${from}` : `Use ${to}`;
  const button = make('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary' }, label);
  button.addEventListener('click', () => {
    text.value = withReplacement(text.value, from, to);
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  });
  return button;
}
