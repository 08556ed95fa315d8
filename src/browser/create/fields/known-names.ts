/** Suggests names that the site knows and adds them to a text area. */
import { all, byId, make } from '../../shared/elements.js';
import { addLines } from './package-text.js';

/** Without the script, the names are a plain list. */
export function startKnownNames(): void {
  for (const list of all('.known', HTMLDetailsElement)) start(list, list.dataset.known ?? '');
}

function start(list: HTMLDetailsElement, id: string): void {
  const field = byId(id, HTMLTextAreaElement);
  const input = byId(`${id}-add`, HTMLInputElement);
  const names = all('li', HTMLLIElement, list).map(({ textContent }) => textContent ?? '');
  byId(`${id}-choices`, HTMLDataListElement).append(...names.map((value) => make('option', { value })));
  const add = () => {
    const name = input.value.trim();
    if (name === '') return;
    field.value = addLines(field.value, name);
    input.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  input.addEventListener('change', () => {
    if (names.includes(input.value.trim())) add();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    // Enter in a text field would send the form.
    event.preventDefault();
    add();
  });
  const [box] = all('.known-add', HTMLElement, field.parentElement ?? document);
  for (const button of all('button', HTMLButtonElement, box)) button.addEventListener('click', add);
  if (box) box.hidden = false;
}
