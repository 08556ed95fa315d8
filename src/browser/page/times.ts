/** Updates relative times, and shows exact times in the user's time zone. */
import { exactTime, formatAgo } from '../../shared/format.js';
import { all, setText } from '../shared/elements.js';

const INTERVAL = 30_000;

export function startTimes(): void {
  showTimes();
  setInterval(showTimes, INTERVAL);
}

/** Includes elements that were added to the page. */
export function showTimes(): void {
  for (const element of all('time.ago', HTMLTimeElement)) {
    const time = Number(element.dataset.time);
    setText(element, formatAgo(time, Date.now()));
    element.title = exactTime(time);
  }
}
