/** How long code takes to read a hostile text, in processor time, which does not depend on how busy the machine is. */
import { expect } from 'vitest';

/** Seconds of processor time that this process used meanwhile. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Processor time, in seconds, that `fixedWork` takes on the machine that limits in seconds are meant for. */
const USUAL = 0.002;

/** How many times slower this machine is now than the one that limits in seconds are meant for; at least 1. */
export function slowness(): number {
  return Math.max(1, Math.min(...[1, 2, 3].map(() => cpuSeconds(fixedWork))) / USUAL);
}

/** What the app does with texts: splits, searches and writes them. */
function fixedWork(): void {
  const text = Array.from({ length: 2000 }, (_, at) => `line ${at} of "some" text`).join('\n');
  const lines = text.split('\n').map((line, at) => ({ at, line: line.replace(/"(\w+)"/g, '<$1>') }));
  JSON.stringify(JSON.parse(JSON.stringify(lines)));
}

const QUICKEST_OF = 5;

/** Seconds of processor time of the quickest run: of the first that takes less than `enough`, or of five. */
function quickestSeconds(work: () => void, enough: number): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < QUICKEST_OF && quickest >= enough; run++)
    quickest = Math.min(quickest, cpuSeconds(work));
  return quickest;
}

/** Below this time, the length of the text does not decide. In seconds of the usual machine, as the next one. */
const SHORT = 0.1;
const LONG = 0.2;

/** Expects that a text of this many characters is read at once, or in a time that grows with its length. */
export function expectInTime(read: (size: number) => void, size: number): void {
  const first = cpuSeconds(() => read(size));
  if (first < SHORT) return;
  const most = Math.max(SHORT, Math.min(LONG * slowness(), 16 * cpuSeconds(() => read(size / 4))));
  expect(first < most ? first : quickestSeconds(() => read(size), most)).toBeLessThan(most);
}

/** Shorter times, in milliseconds, mean nothing: worse than linear takes seconds for 100 KB. */
const FLOOR = 50;
/** The best of several measurements excludes those that another program disturbed. */
const ATTEMPTS = 4;
const MEDIAN_OF = 3;

/** Four times as much text takes at most five times as long; `make` returns a text of about that many characters. */
export function expectLinear(
  read: (text: string) => unknown,
  make: (length: number) => string,
  length: number,
) {
  const [small, large] = [make(length), make(4 * length)];
  if (milliseconds(read, large) < FLOOR) return;
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
  const times = Array.from({ length: MEDIAN_OF }, () => milliseconds(read, text)).sort((a, b) => a - b);
  return times[Math.floor(MEDIAN_OF / 2)] ?? 0;
}

function milliseconds(read: (text: string) => unknown, text: string): number {
  return 1000 * cpuSeconds(() => read(text));
}
