/**
 * A time limit for what another process or another host does. Where this process was held up, by other work or a stop, its
 * timers are over before it has read what came meanwhile: so the time is counted in parts, and a delay is one of them.
 */

const PARTS = 10;

/** Calls `end` after so many milliseconds in which this process ran. @returns what lifts the limit. */
export function limitTime(milliseconds: number, end: () => void): () => void {
  let left = PARTS;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    end();
  }, milliseconds / PARTS);
  timer.unref();
  return () => clearInterval(timer);
}
