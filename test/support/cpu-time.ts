/** Processor time, which does not depend on how busy the machine is. */
import { expect } from 'vitest';

/** Seconds of processor time that this process used meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const RUNS = 5;

/** Seconds of processor time of the quickest run: of the first that takes less than `enough`, or of five. */
export function quickestSeconds(work: () => void, enough: number): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && quickest >= enough; run++) quickest = Math.min(quickest, cpuSeconds(work));
  return quickest;
}

/** Below this time, the length of the text does not decide. In seconds, as the next one. */
const SHORT = 0.1;
const LONG = 0.2;

/** Expects that a text of this many characters is read at once, or in a time that grows with its length. */
export function expectInTime(read: (size: number) => void, size: number): void {
  const first = cpuSeconds(() => read(size));
  const most = first < SHORT ? SHORT : Math.min(LONG, 16 * cpuSeconds(() => read(size / 4)));
  expect(first < most ? first : quickestSeconds(() => read(size), most)).toBeLessThan(most);
}
