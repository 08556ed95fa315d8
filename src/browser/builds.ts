/** The page *Builds*: updates, and filters while a person types. */
import { isBuildList } from '../shared/builds/build-page.js';
import { startFilter } from './builds/filter.js';
import { showCount, showRows } from './builds/rows.js';
import { showTimes } from './page/times.js';
import { all, byId } from './shared/elements.js';
import { isFailure, jsonOf, request } from './shared/session.js';

// In milliseconds: while a build runs, and while none does.
const INTERVAL = 3000;
const QUIET_INTERVAL = 10_000;

const list = byId('builds-list', HTMLElement);
let asked = Date.now();
let newest = 0;

startFilter(load);
setInterval(() => void update(), INTERVAL);
// The browser's back button may show an old list.
addEventListener('pageshow', ({ persisted }) => persisted && void load(location.href));

function hasRunningBuild(): boolean {
  return all('#builds > tr', HTMLElement).some(({ dataset }) => dataset.ended === undefined);
}

async function update(): Promise<void> {
  if (document.hidden || (!hasRunningBuild() && Date.now() - asked < QUIET_INTERVAL)) return;
  asked = Date.now();
  const response = await request(`${list.dataset.listUrl}${location.search}`, 'application/json');
  if (isFailure(response) || !response.ok) return;
  const found = await jsonOf(response, isBuildList);
  if (!found) return;
  const { builds, running, now } = found;
  showCount(running);
  // A new row would move other rows away from the pointer or the focus.
  if (!showRows(builds, now) && !list.matches(':hover, :focus-within')) await load(location.href);
}

/** Replaces the list by that of another address. */
async function load(address: string): Promise<void> {
  newest += 1;
  const own = newest;
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.getElementById('builds-list');
  if (!fresh || own !== newest) return;
  list.replaceChildren(...fresh.childNodes);
  byId('filter', HTMLElement).hidden = page.getElementById('filter')?.hidden ?? false;
  showTimes();
}
