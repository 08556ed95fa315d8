/** Times as people say them, kept true while the page stays open, and exact ones in the reader's own time zone. */
import { exactTime, formatAgo } from '../../shared/format.js';
import { all, setText } from '../shared/elements.js';

const EVERY = 30_000;

export function startTimes(): void {
  tellTimes();
  setInterval(tellTimes, EVERY);
}

/** Also for what has come onto the page since. */
export function tellTimes(): void {
  for (const element of all('time.ago', HTMLTimeElement)) {
    const time = Number(element.dataset.time);
    setText(element, formatAgo(time, Date.now()));
    element.title = exactTime(time);
  }
}
