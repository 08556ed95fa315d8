/** Waits for another process without a fixed pause. What never happens fails after a long time. */

// In milliseconds. Looking often at what takes long would take the processor time that it needs itself.
const SHORTEST_PAUSE = 20;
const LONGEST_PAUSE = 250;
const SHARE_OF_WAIT = 0.1;
// Ten times as long as any condition takes where the suites run side by side.
const PATIENCE = 600;

/** The same, as vitest and the browser take it. */
export const patient = { timeout: PATIENCE * 1000 };

/** The result of `look`, once it returns something. @throws Error that says what was awaited. */
export async function waitFor<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  seconds = PATIENCE,
): Promise<NonNullable<Value>> {
  const began = performance.now();
  const until = began + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > until) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await pauseAfter(performance.now() - began);
  }
}

function pauseAfter(waited: number): Promise<void> {
  const pause = Math.min(Math.max(waited * SHARE_OF_WAIT, SHORTEST_PAUSE), LONGEST_PAUSE);
  return new Promise((resolve) => setTimeout(resolve, pause));
}
