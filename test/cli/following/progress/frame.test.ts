import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { frameLines } from '../../../../src/cli/following/progress/frame.js';
import { type BuildState, initialState, type StepState } from '../../../../src/shared/builds/build-state.js';
import type { Phase } from '../../../../src/shared/builds/phases.js';

const step = (phase: Phase, status: StepState['status'], more: Partial<StepState> = {}): StepState => ({
  ...{ id: `${phase}-it`, phase, title: `The step that does ${phase}`, status },
  ...more,
});

const state: BuildState = {
  ...initialState,
  status: 'running',
  steps: [
    step('create', 'succeeded', { started: 0, seconds: 1.23 }),
    step('install', 'running', { started: 2_000 }),
    step('publish', 'waiting'),
  ],
};

const plain = { colour: false, now: 9_500, tail: '' };

describe('the picture of a running build', () => {
  it('has a line for each phase: what it is for or does, and its time', () => {
    expect(frameLines(state, plain).map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      '  ✓ Create  a new, empty environment  1.2 s',
      '  ▶ Install  The step that does install  7 s',
      '  · Publish  the kernel to the launcher',
    ]);
  });

  it('ends with the last line of the log, without its colours', () => {
    expect(frameLines(state, { ...plain, tail: '\x1b[1mCollecting six\x1b[0m' }).at(-1)).toBe(
      '    Collecting six',
    );
  });

  it('begins with what a build waits for', () => {
    expect(frameLines({ ...state, reason: 'another build' }, plain)[0]).toBe('Waiting: another build');
  });

  it('marks a phase that failed', () => {
    const failed = { ...state, steps: [step('verify', 'failed', { seconds: 3 })] };
    expect(frameLines(failed, plain)[0]).toMatch(/^ {2}✗ Verify .* 3\.0 s$/);
  });

  it('aligns the times', () => {
    const times = frameLines(state, plain).slice(0, 2);
    expect(times[0]?.indexOf('1.2 s')).toBe(times[1]?.indexOf('7 s'));
  });

  it('shows the whole progress of a step, which a terminal cuts at its own width', () => {
    const mega = 1_000_000;
    const progress = {
      since: 0,
      seen: 40_000,
      bytes: { done: 412 * mega, total: 1200 * mega },
      packages: { done: 12, total: 41 },
      open: [{ package: 'torch', bytes: 903 * mega }],
    };
    const steps = [step('install', 'running', { started: 0, progress })];
    const [line] = frameLines({ ...state, steps }, { ...plain, now: 40_000 });
    expect(line?.replace(/ {2,}/g, ' ')).toBe(
      ' ▶ Install Downloading `torch` (903 MB) · 412 MB of 1.2 GB · 12 of 41 packages · about 1 min 17 s left 40 s',
    );
  });

  it('is the same text with colours', () => {
    const options = { ...plain, tail: 'line' };
    const bare = frameLines(state, { ...options, colour: true }).map(stripVTControlCharacters);
    expect(bare).toEqual(frameLines(state, options));
  });
});
