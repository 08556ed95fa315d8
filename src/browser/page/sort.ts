/** Sorts tables by clicks on their headings. */
import { all, make } from '../shared/elements.js';

type SortOrder = 'ascending' | 'descending';

export function startSortableTables(): void {
  for (const table of all('table.sortable', HTMLTableElement)) {
    for (const heading of all('th[data-sort]', HTMLTableCellElement, table)) addButton(table, heading);
  }
}

function addButton(table: HTMLTableElement, heading: HTMLTableCellElement): void {
  const button = make('button', { type: 'button', class: 'sort-button' }, ...heading.childNodes);
  heading.append(button);
  button.addEventListener('click', () => {
    const order: SortOrder = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const other of all('th[data-sort]', HTMLTableCellElement, table)) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', order);
    sortRows(table, heading, order);
  });
}

function sortRows(table: HTMLTableElement, heading: HTMLTableCellElement, order: SortOrder): void {
  const body = table.tBodies[0];
  if (!body) return;
  const compare = comparisons[heading.dataset.sort === 'number' ? 'number' : 'text'];
  const valueIn = (row: HTMLTableRowElement) => cellValue(row.cells[heading.cellIndex]);
  const sign = order === 'ascending' ? 1 : -1;
  body.append(...[...body.rows].sort((a, b) => sign * compare(valueIn(a), valueIn(b))));
}

function cellValue(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset.value ?? cell?.textContent?.trim() ?? '';
}

/** Compares two cells. A cell without a number comes first. */
export const comparisons = {
  text: (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base', numeric: true }),
  number: (a: string, b: string) => numberOf(a) - numberOf(b),
};

function numberOf(text: string): number {
  return text === '' ? -1 : Number(text);
}
