/** Waits for another process without a fixed pause. What never happens fails after a long time. */

const LOOK = 20;
const PATIENCE = 240;

/** The same, as vitest and the browser take it. */
export const patient = { timeout: PATIENCE * 1000 };

/** The result of `look`, once it returns something. @throws Error that says what was awaited. */
export async function waitFor<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  seconds = PATIENCE,
): Promise<NonNullable<Value>> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > until) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
