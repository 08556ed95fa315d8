/** The list of builds: it moves by itself while a build goes on, and filters while one types. */
import type { BuildRow } from '../shared/view-models.js';
import { startFilter } from './builds/filter.js';
import { showRows } from './builds/rows.js';
import { all, findById } from './shared/elements.js';

const EVERY = 3000;

const table = findById('builds-table', HTMLTableElement);

startFilter();
if (table && goesOn()) setInterval(() => void update(table), EVERY);

function goesOn(): boolean {
  return all('#builds > tr', HTMLElement).some(
    ({ dataset: { status } }) => status === 'queued' || status === 'waiting' || status === 'running',
  );
}

async function update(list: HTMLTableElement): Promise<void> {
  if (document.hidden || !goesOn()) return;
  const response = await fetch(list.dataset.listUrl ?? '').catch(() => undefined);
  if (!response?.ok) return;
  const { builds, now }: { builds: BuildRow[]; now: number } = await response.json();
  const isWhole = showRows(builds, now);
  // A new row would move the others away from a pointer or a focus that is on them.
  const isUsed = list.matches(':hover, :focus-within') || document.activeElement?.closest('form');
  if (!isWhole && location.search === '' && !isUsed) location.reload();
}
