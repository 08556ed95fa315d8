/** Checks that code reads untrusted text in linear processor time, which does not depend on how busy the machine is. */
import { expect } from 'vitest';
import { cpuSeconds } from './cpu-time.js';

/** Shorter times, in milliseconds, mean nothing: worse than linear takes seconds for 100 KB. */
const FLOOR = 50;
/** The best of several measurements excludes those that another program disturbed. */
const ATTEMPTS = 4;
const RUNS = 3;

/** Four times as much text takes at most five times as long; `make` returns a text of about that many characters. */
export function expectLinear(
  read: (text: string) => unknown,
  make: (length: number) => string,
  length: number,
) {
  const [small, large] = [make(length), make(4 * length)];
  if (time(read, large) < FLOOR) return;
  let [one, four] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    [one, four] = [median(read, small), median(read, large)];
    if (four <= Math.max(5 * one, FLOOR)) return;
  }
  expect(four, `${JSON.stringify(small.slice(0, 60))}…`).toBeLessThanOrEqual(5 * one);
}

/** `start`, then `piece` repeated. */
export function repeated(piece: string, start = ''): (length: number) => string {
  return (length) => start + piece.repeat(Math.ceil(length / piece.length));
}

function median(read: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: RUNS }, () => time(read, text)).sort((a, b) => a - b);
  return times[Math.floor(RUNS / 2)] ?? 0;
}

function time(read: (text: string) => unknown, text: string): number {
  return 1000 * cpuSeconds(() => read(text));
}
