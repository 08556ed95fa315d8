/** Parses journal lines into log lines and state. Pure. */
import type { BuildEvent } from '../../shared/build-events.js';
import { type BuildState, foldEvent } from '../../shared/build-state.js';

export type OutputEvent = Extract<BuildEvent, { type: 'output' }>;

export function isOutput(event: BuildEvent): event is OutputEvent {
  return event.type === 'output';
}

export function parseLines(lines: readonly string[]): BuildEvent[] {
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as BuildEvent];
    } catch {
      // An incomplete line: its writer died.
      return [];
    }
  });
}

/**
 * The state after more events. Events may be repeated: each sets the same values again. Of the log lines only the first
 * of each step counts, since there may be a million.
 */
export function foldEvents(state: BuildState, events: readonly BuildEvent[]): BuildState {
  return events.reduce(
    (before, event) => (isKnownLine(before, event) ? before : foldEvent(before, event)),
    state,
  );
}

function isKnownLine({ steps }: BuildState, event: BuildEvent): boolean {
  return event.type === 'output' && steps.find((step) => step.id === event.step)?.first_line !== undefined;
}
