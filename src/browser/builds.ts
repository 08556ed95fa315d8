/** The page *Builds*: updates, and filters while a person types. */
import { isBuildList } from '../shared/builds/build-page.js';
import { showCount, showRows } from './builds/rows.js';
import { showTimes } from './page/times.js';
import { debounced } from './shared/debounce.js';
import { all, byId, findById } from './shared/elements.js';
import { isFailure, jsonOf, request } from './shared/session.js';

// In milliseconds: while a build runs, and while none does.
const INTERVAL = 3000;
const QUIET_INTERVAL = 10_000;
// Of a pause in typing.
const PAUSE = 250;

const list = byId('builds-list', HTMLElement);
let asked = Date.now();
let newest = 0;

startFilter();
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

/** Filters the list while a person types, and keeps the filter in the address. */
function startFilter(): void {
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
