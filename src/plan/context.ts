/** What a plan depends on besides the recipe. */

import type { Earlier, Locked } from '../managers/manager.js';
import type { Site } from '../site/site.js';
import type { Tools } from '../site/tools/detect.js';
import type { PlannedBuild } from '../steps/plan.js';

interface Built {
  /** The id of the manager that made it. */
  manager: string;
  language_version: string;
  /** The version of Python that the packages were locked for, if the language is another one. */
  runtime_version?: string;
}

/** An environment that is rebuilt from its lock. */
export type LockedEnvironment = Built &
  Locked & {
    /** Uses no package that an earlier build compiled for another processor, or with a library that is gone. */
    own_cache?: boolean;
  };

/** An environment that the next one is made from, by the same manager and with the same version of its language. */
export interface EarlierEnvironment extends Built {
  /** The versions that a solve keeps as far as the recipe allows; absent if all packages take their newest ones. */
  keep?: Earlier;
  /** Where it is, if what it has compiled can be used. */
  prefix?: string;
}

export interface PlanContext {
  site: Pick<
    Site,
    | 'config'
    | 'data_root'
    | 'jupyter_data'
    | 'locations'
    | 'helper_directory'
    | 'conda_package_caches'
    | 'environment'
  > & { tools: Tools };
  /** The number of the new generation, counted from 1. */
  generation: number;
  /** The kernel's own directory, if it is recorded or chosen already; `<location>/<name>` by default. */
  home?: string;
  kernel_id?: string;
  /** The operation that makes the generation; `create` by default. */
  operation?: string;
  /** The id of the preset that the kernel is made from. */
  preset?: string;
  /** Whether the generation replaces the published one. */
  onto?: boolean;
  /** Absent if the plan is only shown. */
  build?: PlannedBuild;
  /** The app's version, for the kernel's record. */
  version: string;
}
