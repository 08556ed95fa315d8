/** A build as it is read from disk. */
import type { BuildState } from '../shared/builds/build-state.js';
import type { PlanOutline } from '../steps/plan.js';
import type { BuildFiles } from './build-directory.js';
import type { OwnPlaces } from './holding/own-places.js';
import type { Job } from './launchers/launcher.js';
import type { Order } from './order.js';

export interface Build {
  id: string;
  files: BuildFiles;
  plan: PlanOutline;
  /** The places that it writes, as this site has them; absent if its plan names others, which stay unchanged, and in lists for a build that has ended. */
  places?: OwnPlaces;
  order: Order;
  state: BuildState;
  /** Its job on a cluster. */
  job?: Job;
}
