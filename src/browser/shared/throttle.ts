/** What a throttle needs of the world, so that tests can stand in for it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  later(act: () => void, milliseconds: number): void;
  /** Before the next painting. */
  nextFrame(act: () => void): void;
}

const browserClock: Clock = {
  now: () => performance.now(),
  later: (act, milliseconds) => void setTimeout(act, milliseconds),
  nextFrame: (act) => void requestAnimationFrame(act),
};

/**
 * Calls that come faster than every so many milliseconds become one, before a painting; the pause is at least as
 * long as the act takes. Not a debounce: what never pauses is acted on all the same.
 */
export function throttled(act: () => void, milliseconds: number, clock: Clock = browserClock): () => void {
  let waits = false;
  let next = Number.NEGATIVE_INFINITY;
  const run = () => {
    waits = false;
    const began = clock.now();
    act();
    const ended = clock.now();
    next = Math.max(began + milliseconds, ended + (ended - began));
  };
  return () => {
    if (waits) return;
    waits = true;
    clock.later(() => clock.nextFrame(run), Math.max(0, next - clock.now()));
  };
}
