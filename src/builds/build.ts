/** A build as its readers have it. */
import type { BuildState } from '../shared/build-state.js';
import type { Plan } from '../steps/plan.js';
import type { BuildFiles, Order } from './build-directory.js';
import type { Job } from './launchers/launcher.js';

export interface Build {
  id: string;
  files: BuildFiles;
  plan: Plan;
  order: Order;
  state: BuildState;
  /** The job of a cluster that it has become. */
  job?: Job;
}
