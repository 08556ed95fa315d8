/** What a plan is computed from besides the recipe. */

import type { Site } from '../site/site.js';
import type { Tools } from '../site/tools/detect.js';

export interface PlanContext {
  site: Pick<Site, 'config' | 'data_root' | 'jupyter_data' | 'locations' | 'environment'> & { tools: Tools };
  /** The number of the generation that is made, counted from 1. */
  generation: number;
  /** This program's version, for the kernel's own record. */
  version: string;
}
