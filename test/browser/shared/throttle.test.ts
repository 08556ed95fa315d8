import { expect, it } from 'vitest';
import { type Clock, throttled } from '../../../src/browser/shared/throttle.js';

/** A clock that the test moves; a frame comes at once. */
class PretendClock implements Clock {
  private timers: { act: () => void; at: number }[] = [];
  private time = 0;

  now(): number {
    return this.time;
  }

  later(act: () => void, milliseconds: number): void {
    this.timers.push({ act, at: this.time + milliseconds });
  }

  nextFrame(act: () => void): void {
    act();
  }

  /** One millisecond on. */
  tick(): void {
    this.time += 1;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { act } of due) act();
  }
}

it('acts regularly on what never pauses, and not more often', () => {
  const clock = new PretendClock();
  const acted: number[] = [];
  const call = throttled(() => acted.push(clock.now()), 100, clock);
  for (let time = 0; time < 1000; time++) {
    call();
    clock.tick();
  }
  expect(acted.length).toBeGreaterThanOrEqual(9);
  expect(acted.length).toBeLessThanOrEqual(11);
});

it('leaves as much time to others as it takes', () => {
  const clock = new PretendClock();
  const acted: number[] = [];
  const slow = () => {
    acted.push(clock.now());
    for (let time = 0; time < 200; time++) clock.tick();
  };
  const call = throttled(slow, 100, clock);
  while (clock.now() < 2000) {
    call();
    clock.tick();
  }
  const gaps = acted.slice(1).map((time, index) => time - (acted[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(400);
});

it('acts on the last call too', () => {
  const clock = new PretendClock();
  let [called, seen] = [0, 0];
  const call = throttled(
    () => {
      seen = called;
    },
    100,
    clock,
  );
  for (called = 1; called < 7; called++) {
    call();
    clock.tick();
  }
  called = 7;
  call();
  for (let time = 0; time < 200; time++) clock.tick();
  expect(seen).toBe(7);
});
