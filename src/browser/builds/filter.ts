/** Filters the rows while a person types. */
import { all, byId, findById } from '../shared/elements.js';

/** Does nothing if the server has filtered: the page lacks the other rows. */
export function startFilter(): void {
  const form = findById('filter', HTMLFormElement);
  if (!form || location.search !== '') return;
  form.addEventListener('input', () => filterRows());
}

function filterRows(): void {
  const name = byId('filter-name', HTMLInputElement).value.trim().toLowerCase();
  const status = byId('filter-status', HTMLSelectElement).value;
  const rows = all('#builds > tr', HTMLElement);
  for (const row of rows) {
    const text = row.querySelector('.build-name')?.textContent?.toLowerCase() ?? '';
    row.hidden = !text.includes(name) || (status !== '' && row.dataset.status !== status);
  }
  byId('builds-none', HTMLElement).hidden = rows.some(({ hidden }) => !hidden);
}
