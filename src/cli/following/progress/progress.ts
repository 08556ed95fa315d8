/** Shows the progress of a build. */
import type { BuildEvent } from '../../../shared/builds/build-events.js';
import type { BuildState } from '../../../shared/builds/build-state.js';

export interface ProgressDisplay {
  /** Called with each batch of events and the state after them. */
  show(events: readonly BuildEvent[], state: BuildState): Promise<void>;
  /** Stops and restarts the output, so that something else can be printed. */
  pause(): void;
  resume(): void;
  /** Shows the final state. */
  end(): Promise<void>;
}

/** Shows nothing. */
export const silent: ProgressDisplay = {
  show: async () => {},
  pause: () => {},
  resume: () => {},
  end: async () => {},
};
