import { expect, it } from 'vitest';
import type { PhaseState } from '../../../../src/shared/builds/build-state.js';
import { phaseBars } from '../../../../src/web/pages/builds/phase-bars.js';

const phase = (id: PhaseState['id'], seconds: number): PhaseState => ({ id, seconds, status: 'succeeded' });

it('shares the whole bar out by the seconds', () => {
  expect(phaseBars([phase('create', 1), phase('install', 3)])).toEqual([
    { id: 'create', seconds: 1, start: 0, width: 250 },
    { id: 'install', seconds: 3, start: 250, width: 750 },
  ]);
});

it('leaves no gap and no overlap, whatever is rounded', () => {
  const bars = phaseBars([phase('create', 1 / 3), phase('activate', 0.0001), phase('verify', 2 / 7)]);
  const ends = bars.map(({ start, width }) => start + width);
  expect(bars.map(({ start }) => start)).toEqual([0, ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(1000);
});

it('draws nothing where no phase took any time', () => {
  expect(phaseBars([phase('create', 0)])).toEqual([{ id: 'create', seconds: 0, start: 0, width: 0 }]);
});
