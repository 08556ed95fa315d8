/** Reloads the page when a build has ended, so that the server renders the result. */
import { byId } from '../shared/elements.js';
import { tabStorage } from '../shared/storage.js';

const DONE = 'create-kernel-reloaded';
const FRESH = 'create-kernel-outcome';
const SEARCH = 'create-kernel-search';
const FOCUS = 'create-kernel-focus';
// Time for a screen reader to announce the end.
const PAUSE = 1500;
const RETRY = 500;

/** Reloads once per build, and not while text is selected: the selection would be lost. */
export function reloadAtEnd(build: string): void {
  if (tabStorage.get(DONE) === build) return;
  setTimeout(() => {
    if (getSelection()?.isCollapsed === false) {
      setTimeout(() => reloadAtEnd(build), RETRY);
    } else {
      tabStorage.set(DONE, build);
      tabStorage.set(FRESH, build);
      keepSearch();
      location.reload();
    }
  }, PAUSE);
}

/** What was typed in the search box, and which element had the focus. */
function keepSearch(): void {
  tabStorage.set(SEARCH, byId('log-search', HTMLInputElement).value || undefined);
  tabStorage.set(FOCUS, document.activeElement?.id || undefined);
}

/** After the reload. */
export function restoreSearch(): void {
  const [text, id] = [tabStorage.get(SEARCH), tabStorage.get(FOCUS)];
  tabStorage.set(SEARCH, undefined);
  tabStorage.set(FOCUS, undefined);
  if (text) byId('log-search', HTMLInputElement).value = text;
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
}

/** Scrolls to the result when it is first shown, unless the address names a line. */
export function showOutcomeFirst(build: string): void {
  if (tabStorage.get(FRESH) !== build) return;
  tabStorage.set(FRESH, undefined);
  if (location.hash !== '') return;
  history.scrollRestoration = 'manual';
  document.getElementById('outcome')?.scrollIntoView({ block: 'nearest' });
  addEventListener('load', () => {
    history.scrollRestoration = 'auto';
  });
}
