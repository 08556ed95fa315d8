/** A build as its readers have it. */
import type { BuildState } from '../shared/build-state.js';
import type { PlanOutline } from '../steps/plan.js';
import type { BuildFiles } from './build-directory.js';
import type { OwnPlaces } from './holding/own-places.js';
import type { Job } from './launchers/launcher.js';
import type { Order } from './order.js';

export interface Build {
  id: string;
  files: BuildFiles;
  plan: PlanOutline;
  /** What it makes, as this user's own site has it; absent where its plan names other places, which are left alone. */
  places?: OwnPlaces;
  order: Order;
  state: BuildState;
  /** The job of a cluster that it has become. */
  job?: Job;
}
