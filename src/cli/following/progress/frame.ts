/** Renders a running build: its phases as a checklist and the last line of its log. Pure. */

import { withoutColours } from '../../../base/text/terminal-text.js';
import { type BuildState, type PhaseState, phaseStates } from '../../../shared/builds/build-state.js';
import { stepNow } from '../../../shared/builds/step-words.js';
import {
  formatElapsed,
  formatSeconds,
  phaseWords,
  type StateWords,
  stepWords,
} from '../../../shared/format.js';
import { inTone, marks } from '../../output/colours.js';

export interface FrameOptions {
  colour: boolean;
  /** Milliseconds since 1970. */
  now: number;
  /** The last line of the log; an empty one is not shown. */
  tail: string;
}

// The times of usual lines are below each other. The terminal cuts a longer line at its own width.
const ABOUT_WIDTH = 52;

export function frameLines(state: BuildState, { colour, now, tail }: FrameOptions): string[] {
  const paint = colour ? inTone : (text: string) => text;
  return [
    ...(state.reason ? [`Waiting: ${state.reason}`] : []),
    ...phaseStates(state).map((phase) => phaseLine(phase, state, now, paint)),
    ...(tail === '' ? [] : [paint(`    ${withoutColours(tail)}`, 'secondary')]),
  ];
}

type Paint = (text: string, tone: StateWords['tone']) => string;

function phaseLine(phase: PhaseState, state: BuildState, now: number, paint: Paint): string {
  const { tone, icon } = stepWords[phase.status];
  const { name, about } = phaseWords[phase.id];
  const step = state.steps.find((each) => each.phase === phase.id && each.status === 'running');
  const line = `${name.padEnd(9)} ${(step ? stepNow(step, now) : about).padEnd(ABOUT_WIDTH)} ${timeOf(phase, now)}`;
  const text = phase.status === 'waiting' ? paint(line.trimEnd(), tone) : line.trimEnd();
  return `  ${paint(marks[icon], tone)} ${text}`;
}

function timeOf({ status, seconds, started = 0 }: PhaseState, now: number): string {
  if (status === 'waiting') return '';
  return status === 'running' ? formatElapsed((now - started) / 1000) : formatSeconds(seconds);
}
