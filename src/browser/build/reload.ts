/** Reloads the page when a build has ended, so that the server renders the result. */
import { tabStorage } from '../shared/storage.js';

const DONE = 'create-kernel-reloaded';
const FRESH = 'create-kernel-outcome';
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
      location.reload();
    }
  }, PAUSE);
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
