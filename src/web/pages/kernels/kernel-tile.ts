/** Makes the model of a kernel's tile. */
import { readReport, readStartFailure } from '../../../kernels/generation.js';
import { recordProblem } from '../../../kernels/health/record-problem.js';
import { type Kernel, madeAt } from '../../../kernels/kernelspec.js';
import { shownText } from '../../../kernels/operations/shown.js';
import type { RunningKernel } from '../../../kernels/running/running-kernels.js';
import type { KernelTile } from '../../../shared/kernels/kernel-page.js';
import { isSilent } from '../../../site/locations.js';
import type { Site } from '../../../site/site.js';
import { operationsOn } from './operation-view.js';

export function toTile(
  kernel: Kernel,
  site: Pick<Site, 'locations'>,
  running: readonly RunningKernel[] = [],
): KernelTile {
  const { name, display_name, language, owner, directory, origin } = kernel;
  const silent = origin !== undefined && isSilent(origin.prefix, site);
  const shown = silent ? undefined : origin;
  const report = shown && readReport(shown.prefix);
  const problem = kernel.problem ?? (shown && (recordProblem(shown) ?? readStartFailure(shown.prefix)));
  return {
    name,
    display_name,
    language,
    owner,
    directory,
    created: madeAt(kernel),
    shown: shownText(kernel),
    // Which make sense is known only from its environment; without that, each would be refused.
    operations: silent ? [] : operationsOn(kernel, site, running),
    ...(origin && { generation: origin.generation }),
    ...(origin?.build && { build: origin.build }),
    ...(problem && { problem }),
    ...(report && {
      ...{ size: report.size, files: report.files, packages: report.packages },
      language_version: report.kernel.language_version,
    }),
  };
}
