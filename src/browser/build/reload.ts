/** Once a build has ended the page is fetched anew, so that the server shows what came of it. */
import { tabStorage } from '../shared/storage.js';

const DONE = 'create-kernel-reloaded';
const FRESH = 'create-kernel-outcome';
// Time for a screen reader to tell the end.
const PAUSE = 1500;
const LOOK_AGAIN = 500;

/** Only once a build, and not while a text is selected: it would be lost. */
export function reloadAtEnd(build: string): void {
  if (tabStorage.get(DONE) === build) return;
  setTimeout(() => {
    if (getSelection()?.isCollapsed === false) {
      setTimeout(() => reloadAtEnd(build), LOOK_AGAIN);
    } else {
      tabStorage.set(DONE, build);
      tabStorage.set(FRESH, build);
      location.reload();
    }
  }, PAUSE);
}

/** The first time that a page shows what came of the build, it begins with that, unless a line was chosen. */
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
