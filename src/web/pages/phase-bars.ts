/** How long each phase took, as the pieces of one bar. */
import type { PhaseState } from '../../shared/build-state.js';
import type { Phase } from '../../shared/phases.js';

export interface PhaseBar {
  id: Phase;
  seconds: number;
  /** Of a bar that is 1000 wide. */
  start: number;
  width: number;
}

export function phaseBars(phases: readonly PhaseState[]): PhaseBar[] {
  const total = phases.reduce((sum, { seconds }) => sum + seconds, 0) || 1;
  const place = (seconds: number) => Math.round((seconds / total) * 1000);
  let before = 0;
  return phases.map(({ id, seconds }) => {
    const start = place(before);
    before += seconds;
    return { id, seconds, start, width: place(before) - start };
  });
}
