/** What a plan is computed from besides the recipe. */

import type { Locked } from '../managers/manager.js';
import type { Site } from '../site/site.js';
import type { Tools } from '../site/tools/detect.js';
import type { PlannedBuild } from '../steps/plan.js';

/** An environment that is made again from its lock. */
export interface LockedEnvironment extends Locked {
  /** The manager that made it, by its id. */
  manager: string;
  language_version: string;
}

export interface PlanContext {
  site: Pick<
    Site,
    'config' | 'data_root' | 'jupyter_data' | 'locations' | 'helper_directory' | 'environment'
  > & { tools: Tools };
  /** The number of the generation that is made, counted from 1. */
  generation: number;
  /** The kernel's own directory, where it is recorded or chosen already; `<location>/<name>` without it. */
  home?: string;
  kernel_id?: string;
  /** The operation that the generation is made for; `create` without it. */
  operation?: string;
  /** The generation takes the place of the one that the launcher has. */
  onto?: boolean;
  /** Absent where the plan is only shown. */
  build?: PlannedBuild;
  /** This program's version, for the kernel's own record. */
  version: string;
}
