/**
 * The table of known causes of failures, in the order in which they are tried: the most specific first. To add one,
 * write a row in its group, and put a captured output in test/fixtures/output.
 */

import type { CauseRow } from './cause-row.js';
import { endingCauses, processorCauses } from './host/endings.js';
import { hookCauses } from './host/hooks.js';
import { hostCauses } from './host/host.js';
import { kernelCauses } from './host/kernel.js';
import { notebookCauses } from './host/notebook.js';
import { spaceCauses } from './host/space.js';
import { buildFailedCauses, buildingCauses } from './packages/building.js';
import { conflictCauses } from './packages/conflicts.js';
import { dependencyCauses } from './packages/dependencies.js';
import { packageCauses } from './packages/packages.js';
import { platformCauses } from './packages/platform.js';
import { activationCauses } from './tools/activation.js';
import { condaCauses } from './tools/conda.js';
import { downloadCauses } from './tools/downloads.js';
import { networkCauses } from './tools/network.js';

export const causes: readonly CauseRow[] = [
  ...hookCauses,
  ...activationCauses,
  ...processorCauses,
  ...spaceCauses,
  ...notebookCauses,
  ...kernelCauses,
  ...networkCauses,
  ...downloadCauses,
  ...condaCauses,
  ...platformCauses,
  ...packageCauses,
  ...dependencyCauses,
  ...conflictCauses,
  ...buildingCauses,
  ...hostCauses,
  ...buildFailedCauses,
  ...endingCauses,
];
