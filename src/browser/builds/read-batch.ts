/** Parses journal lines into log lines and state. Pure. */
import { jsonIn } from '../../base/text/json.js';
import type { BuildEvent } from '../../shared/builds/build-events.js';
import { type BuildState, foldEvent } from '../../shared/builds/build-state.js';
import { mayTellCompiling } from '../../shared/builds/compiling.js';
import { isBuildEvent } from '../../shared/builds/event-shape.js';
import { mayTellProgress } from '../../shared/builds/progress.js';

export type OutputEvent = Extract<BuildEvent, { type: 'output' }>;

export function isOutput(event: BuildEvent): event is OutputEvent {
  return event.type === 'output';
}

export function parseLines(lines: readonly string[]): BuildEvent[] {
  return lines.flatMap((line) => {
    const event = jsonIn(line);
    // A line is incomplete if its writer died, and a newer version of the app may write other events.
    return isBuildEvent(event) ? [event] : [];
  });
}

/**
 * The state after more events. Events may be repeated: each sets the same values again. Of the log lines count only those
 * that say something about the step, since there may be a million.
 */
export function foldEvents(state: BuildState, events: readonly BuildEvent[]): BuildState {
  return events.reduce(
    (before, event, index) =>
      saysNothing(before, event) && !isLastLine(event, events[index + 1]) ? before : foldEvent(before, event),
    state,
  );
}

function saysNothing({ steps }: BuildState, event: BuildEvent): boolean {
  if (event.type !== 'output' || mayTellProgress(event.text) || mayTellCompiling(event.text)) return false;
  return steps.find((step) => step.id === event.step)?.first_line !== undefined;
}

/** The last line of a step so far. */
function isLastLine(event: BuildEvent, next: BuildEvent | undefined): boolean {
  return event.type === 'output' && next?.type !== 'output';
}
