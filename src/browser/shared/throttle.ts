/** Time as a throttle needs it, so that tests can replace it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  later(act: () => void, milliseconds: number): void;
  /** Calls `act` before the next paint. */
  nextFrame(act: () => void): void;
}

const browserClock: Clock = {
  now: () => performance.now(),
  later: (act, milliseconds) => void setTimeout(act, milliseconds),
  nextFrame: (act) => void requestAnimationFrame(act),
};

/**
 * Merges calls within this time into one, before a paint. The pause is at least as long as `act` takes. Unlike a
 * debounce, it also runs while calls never pause.
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
