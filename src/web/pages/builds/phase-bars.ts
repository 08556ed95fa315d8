/** The duration of each phase, as segments of one bar. */
import type { PhaseState } from '../../../shared/builds/build-state.js';
import type { Phase } from '../../../shared/builds/phases.js';

export interface PhaseBar {
  id: Phase;
  seconds: number;
  /** `start` and `width` are in units of a bar with the width 1000. */
  start: number;
  width: number;
}

export function phaseBars(phases: readonly PhaseState[]): PhaseBar[] {
  const total = phases.reduce((sum, { seconds }) => sum + seconds, 0) || 1;
  const position = (seconds: number) => Math.round((seconds / total) * 1000);
  let before = 0;
  return phases.map(({ id, seconds }) => {
    const start = position(before);
    before += seconds;
    return { id, seconds, start, width: position(before) - start };
  });
}
