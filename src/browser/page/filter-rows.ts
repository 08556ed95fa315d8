/** Filters the rows of a table by their headings while a person types. */
import { count } from '../../shared/format.js';
import { all, setText } from '../shared/elements.js';

export function startRowFilters(): void {
  for (const filter of all('.row-filter', HTMLElement)) {
    const [input] = all('input', HTMLInputElement, filter);
    const [table] = all('table', HTMLTableElement, filter.parentElement ?? undefined);
    if (input && table) start(filter, input, table);
  }
}

function start(filter: HTMLElement, input: HTMLInputElement, table: HTMLTableElement): void {
  const [status] = all('[role=status]', HTMLElement, filter);
  const rows = all('tbody tr', HTMLTableRowElement, table).map((row) => ({
    row,
    name: row.cells[0]?.dataset.value ?? '',
  }));
  input.addEventListener('input', () => {
    const isShown = nameFilter(input.value);
    let shown = 0;
    for (const { row, name } of rows) {
      row.hidden = !isShown(name);
      if (!row.hidden) shown++;
    }
    setText(status, input.value.trim() === '' ? '' : `${shown} of ${count(rows.length, 'package')}`);
  });
  filter.hidden = false;
}

/** Whether a package's name has each of the typed words; `-`, `_` and `.` are equal in names. */
export function nameFilter(typed: string): (name: string) => boolean {
  const words = typed.trim().split(/\s+/).map(normalized);
  return (name) => words.every((word) => normalized(name).includes(word));
}

function normalized(text: string): string {
  return text.toLowerCase().replace(/[-_.]+/g, '-');
}
