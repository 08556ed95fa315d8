/** Waiting for something that another process does, without a fixed pause. What never comes fails at last. */

const LOOK = 20;
const PATIENCE = 240;

/** The same, as vitest's and the browser's own ways to wait take it. */
export const patient = { timeout: PATIENCE * 1000 };

/** What `look` gives, once it gives something. @throws Error that says what was waited for. */
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
