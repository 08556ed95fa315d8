import { expect, it } from 'vitest';
import { announcement } from '../../../src/browser/builds/announce.js';
import { type BuildState, initialState, type StepStatus } from '../../../src/shared/builds/build-state.js';

const state = (change: Partial<BuildState>, install: StepStatus = 'waiting'): BuildState => {
  const steps = [{ id: 'install', phase: 'install' as const, title: 'Install 3 packages', status: install }];
  return { ...initialState, display_name: 'Climate', status: 'running', steps, ...change };
};
const cause = { code: 'x', message: 'There is no package `nunpy`', hint: '' };

it.each([
  ['a phase that begins', state({}), state({}, 'running'), 'Install: the packages'],
  ['success', state({}, 'running'), state({ status: 'succeeded' }, 'succeeded'), 'Climate: Ready'],
  [
    'a failure with its cause',
    state({}, 'running'),
    state({ status: 'failed', cause }, 'failed'),
    'Climate: Failed. There is no package `nunpy`.',
  ],
  [
    'for what it waits',
    state({}),
    state({ status: 'waiting', reason: 'another build' }),
    'Climate: Waiting. another build.',
  ],
  ['nothing where nothing changed', state({}, 'running'), state({ lines: 1000 }, 'running'), undefined],
  ['nothing between two phases', state({}, 'running'), state({}, 'succeeded'), undefined],
  ['nothing of the start', state({ status: 'waiting' }), state({}), undefined],
])('announces %s', (_, before, after, words) => {
  expect(announcement(before, after)).toBe(words);
});
