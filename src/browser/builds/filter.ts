/** Filters the list while a person types, and keeps the filter in the address. */
import { debounced } from '../shared/debounce.js';
import { findById } from '../shared/elements.js';

const PAUSE = 250;

/** `load` shows the list with another address. */
export function startFilter(load: (address: string) => Promise<void>): void {
  const form = findById('filter', HTMLFormElement);
  if (!form) return;
  const filter = () => {
    const values = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
    const query = new URLSearchParams(values.filter(([, value]) => value !== ''));
    history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}`);
    void load(location.href);
  };
  form.addEventListener('input', debounced(filter, PAUSE));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    filter();
  });
}
