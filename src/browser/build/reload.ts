/** Once a build has ended the page is fetched anew, so that the server shows what came of it. */
import { tabStorage } from '../shared/storage.js';

const DONE = 'create-kernel-reloaded';
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
      location.reload();
    }
  }, PAUSE);
}
