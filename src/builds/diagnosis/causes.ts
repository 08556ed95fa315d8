/**
 * The table of known causes of failures, in the order in which they are tried: the most specific first. To add one,
 * write a row in its group, and put a captured output in test/fixtures/output.
 */
import { activationCauses } from './causes/activation.js';
import { buildFailedCauses, buildingCauses } from './causes/building.js';
import type { CauseRow } from './causes/cause-row.js';
import { condaCauses } from './causes/conda.js';
import { conflictCauses } from './causes/conflicts.js';
import { dependencyCauses } from './causes/dependencies.js';
import { downloadCauses } from './causes/downloads.js';
import { endingCauses, processorCauses } from './causes/endings.js';
import { hookCauses } from './causes/hooks.js';
import { hostCauses } from './causes/host.js';
import { kernelCauses } from './causes/kernel.js';
import { networkCauses } from './causes/network.js';
import { packageCauses } from './causes/packages.js';
import { platformCauses } from './causes/platform.js';
import { spaceCauses } from './causes/space.js';

export const causes: readonly CauseRow[] = [
  ...hookCauses,
  ...activationCauses,
  ...processorCauses,
  ...spaceCauses,
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
