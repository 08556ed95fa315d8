import { describe, expect, it } from 'vitest';
import { foldEvents, isOutput, parseLines } from '../../../src/browser/builds/read-batch.js';
import type { BuildEvent } from '../../../src/shared/builds/build-events.js';
import { type BuildState, foldEvent, initialState } from '../../../src/shared/builds/build-state.js';

const output = (line: number): BuildEvent => {
  return { type: 'output', time: 3, step: 'install', stream: 'stdout', line, text: 'x' };
};
const events: BuildEvent[] = [
  {
    ...{ type: 'build', time: 1, name: 'a', display_name: 'A', generation: 1, manager: 'uv' },
    steps: [{ id: 'install', phase: 'install', title: 'Install' }],
  },
  { type: 'status', time: 1, status: 'running' },
  { type: 'step-started', time: 2, step: 'install', command: 'uv' },
  output(1),
  output(2),
  { type: 'step-ended', time: 9, step: 'install', exit: 0, seconds: 7 },
  { type: 'status', time: 9, status: 'succeeded' },
];
const whole = events.reduce(foldEvent, initialState);

/** All but how many lines there are, which the page does not show. */
const shown = ({ lines, steps, ...state }: BuildState) => {
  return { ...state, steps: steps.map(({ last_line, ...step }) => step) };
};

describe('The state on a page', () => {
  it('is the one that the server has', () => {
    expect(shown(foldEvents(initialState, events))).toEqual(shown(whole));
  });

  it.each(events.map((_, index) => index))('is right when events from %i on come a second time', (from) => {
    expect(shown(foldEvents(whole, events.slice(from)))).toEqual(shown(whole));
  });

  it('takes of the lines only the first and the last of a step, and those that say how far it is', () => {
    const before = foldEvents(initialState, events.slice(0, 4));
    const lines = Array.from({ length: 10_000 }, (_, index) => output(index + 2));
    expect(foldEvents(before, lines).steps[0]).toMatchObject({ first_line: 1, last_line: 10_001 });
    const telling = { ...output(2), text: 'Downloading torch (1.0GB)' };
    const after = foldEvents(before, [telling, output(3)]);
    expect(after.steps[0]?.progress?.bytes).toEqual({ done: 0, total: 1e9 });
  });
});

it('passes over a line that was torn when its writer died', () => {
  const lines = [JSON.stringify(output(1)), '{"type":"outp', JSON.stringify(output(2))];
  expect(
    parseLines(lines)
      .filter(isOutput)
      .map(({ line }) => line),
  ).toEqual([1, 2]);
});
