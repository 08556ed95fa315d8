import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../src/shared/builds/build-events.js';
import {
  type BuildState,
  foldEvent,
  initialState,
  phaseStates,
} from '../../../src/shared/builds/build-state.js';

const steps = [
  { id: 'make', phase: 'create', title: 'Make' },
  { id: 'get', phase: 'install', title: 'Get' },
  { id: 'lock', phase: 'install', title: 'Lock' },
] as const;

const begun: BuildEvent = {
  ...{ type: 'build', time: 1000, name: 'x', display_name: 'X', generation: 2, manager: 'uv' },
  steps: [...steps],
};
const running: BuildEvent = { type: 'status', time: 1001, status: 'running' };
const started = (step: string): BuildEvent => ({ type: 'step-started', time: 2000, step, command: 'x' });
const done = (step: string, exit: number | null, seconds = 1): BuildEvent => ({
  ...{ type: 'step-ended', time: 3000, step, exit, seconds, peak_memory: 5 },
});
const line = (step: string, number: number): BuildEvent => ({
  ...{ type: 'output', time: 2500, step, stream: 'stdout', line: number, text: 'a' },
});

function fold(...events: BuildEvent[]): BuildState {
  return events.reduce(foldEvent, initialState);
}

describe('the state of a build', () => {
  it('begins with what is built and the steps that wait', () => {
    expect(fold(begun)).toMatchObject({ name: 'x', generation: 2, status: 'waiting', started: 1000 });
    expect(fold(begun).steps.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('says what it waits for only while it waits', () => {
    const waiting: BuildEvent = { type: 'status', time: 1, status: 'waiting', reason: 'a turn' };
    expect(fold(begun, waiting).reason).toBe('a turn');
    expect(fold(begun, waiting, running)).not.toHaveProperty('reason');
  });

  it.each([
    [0, 'succeeded'],
    [1, 'failed'],
    [null, 'failed'],
  ] as const)('has a step that ended with %s as %s', (exit, status) => {
    expect(fold(begun, started('get'), done('get', exit)).steps[1]).toMatchObject({
      ...{ status, exit, seconds: 1, peak_memory: 5, started: 2000 },
    });
  });

  it('is being cancelled until it has ended, and what was running then has not failed', () => {
    const cancelling: BuildEvent = { type: 'status', time: 2900, status: 'cancelling' };
    const state = fold(begun, running, started('get'), cancelling, done('get', null));
    expect(state).not.toHaveProperty('ended');
    expect([state.status, state.steps[1]?.status]).toEqual(['cancelling', 'cancelled']);
  });

  it('knows the lines of each step', () => {
    const state = fold(
      begun,
      started('make'),
      line('make', 1),
      line('make', 2),
      line('get', 3),
      line('get', 3),
    );
    expect(state.lines).toBe(3);
    expect(state.steps.map(({ first_line, last_line }) => [first_line, last_line])).toEqual([
      [1, 2],
      [3, 3],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['interrupted', 'failed'],
  ] as const)('leaves no step running once it is %s', (status, left) => {
    const cause = { code: 'c', message: 'm', hint: 'h' };
    const state = fold(begun, running, started('get'), {
      type: 'status',
      time: 4000,
      status,
      cause,
      kept: '/k',
    });
    expect(state).toMatchObject({ status, ended: 4000, cause, kept: '/k' });
    expect(state.steps[1]?.status).toBe(left);
  });

  it('never ends before it began, even where the clock was set back', () => {
    expect(fold(begun, { type: 'status', time: 5, status: 'succeeded' }).ended).toBe(1000);
  });

  it('passes over an event of a later version', () => {
    const later = { type: 'telepathy', time: 1 } as unknown as BuildEvent;
    expect(fold(begun, later)).toEqual(fold(begun));
  });
});

describe('a phase', () => {
  const phase = (...events: BuildEvent[]) =>
    phaseStates(fold(begun, ...events)).map(({ id, status, seconds }) => `${id} ${status} ${seconds}`);

  it('is left out if it has no steps', () => {
    expect(phase()).toEqual(['create waiting 0', 'install waiting 0']);
  });

  it('runs from its first step to its last', () => {
    expect(phase(started('get'))[1]).toBe('install running 0');
    expect(phase(started('get'), done('get', 0, 2))[1]).toBe('install running 2');
    expect(phase(started('get'), done('get', 0, 2), started('lock'), done('lock', 0, 3))[1]).toBe(
      'install succeeded 5',
    );
  });

  it('was cancelled, and did not fail, where a person ended its step', () => {
    const end: BuildEvent = { type: 'status', time: 9, status: 'cancelled' };
    expect(phase(started('get'), done('get', 143), end)[1]).toBe('install cancelled 1');
  });

  it('has failed with any of its steps', () => {
    expect(phase(started('get'), done('get', 1))[1]).toBe('install failed 1');
  });
});
