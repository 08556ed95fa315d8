/** How a running build is shown. */
import type { BuildEvent } from '../../shared/build-events.js';
import type { BuildState } from '../../shared/build-state.js';

export interface Progress {
  /** Called with each batch of events and the state after them. */
  show(events: readonly BuildEvent[], state: BuildState): Promise<void>;
  /** Keeps still, so that something else can be printed, or goes on. */
  pause(): void;
  resume(): void;
  /** Leaves the last state to be seen. */
  end(): Promise<void>;
}

/** Shows nothing: only the result counts. */
export const silent: Progress = {
  show: async () => {},
  pause: () => {},
  resume: () => {},
  end: async () => {},
};
