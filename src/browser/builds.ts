/** The page *Builds*: updates while a build runs, and filters while a person types. */
import type { BuildRow } from '../shared/view-models.js';
import { startFilter } from './builds/filter.js';
import { showRows } from './builds/rows.js';
import { all, findById } from './shared/elements.js';
import { isFailure, request } from './shared/session.js';

const INTERVAL = 3000;

const table = findById('builds-table', HTMLTableElement);

startFilter();
if (table && hasRunningBuild()) setInterval(() => void update(table), INTERVAL);

function hasRunningBuild(): boolean {
  return all('#builds > tr', HTMLElement).some(({ dataset }) => dataset.ended === undefined);
}

async function update(list: HTMLTableElement): Promise<void> {
  if (document.hidden || !hasRunningBuild()) return;
  const response = await request(list.dataset.listUrl ?? '', 'application/json');
  if (isFailure(response) || !response.ok) return;
  const { builds, now }: { builds: BuildRow[]; now: number } = await response.json();
  const isComplete = showRows(builds, now);
  // A new row would move other rows away from the pointer or the focus.
  const isUsed = list.matches(':hover, :focus-within') || document.activeElement?.closest('form');
  if (!isComplete && location.search === '' && !isUsed) location.reload();
}
