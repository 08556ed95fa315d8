/** Makes the models of a kernel's generations. */
import { lockFaultOf } from '../../../kernels/built-environment.js';
import { readReport } from '../../../kernels/generation.js';
import { changeLine, changeSummary, differenceBetween } from '../../../kernels/history/differences.js';
import { type Generation, listGenerations, locksOf } from '../../../kernels/history/generations.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import type { GenerationView } from '../../../shared/kernels/generation-view.js';
import { isSilent } from '../../../site/locations.js';
import type { Site } from '../../../site/site.js';
import { operationsOnGeneration } from './operation-view.js';

/** Newest first; none of a kernel that the app did not make, or in a file system that does not answer. */
export async function generationViews(
  kernel: Kernel,
  site: Pick<Site, 'locations'>,
): Promise<GenerationView[]> {
  if (kernel.owner !== 'ours' || isSilent(kernel.origin?.prefix ?? '', site)) return [];
  const all = listGenerations(kernel);
  return Promise.all(all.map((each, at) => viewOf(each, all[at + 1], kernel)));
}

async function viewOf(
  generation: Generation,
  before: Generation | undefined,
  kernel: Kernel,
): Promise<GenerationView> {
  const { number, operation, manager, build, published, pinned, prefix } = generation;
  const report = readReport(prefix);
  const changes = before && (await differenceBetween(before, generation));
  const fault = lockFaultOf(prefix);
  const created = Date.parse(generation.created ?? '');
  return {
    ...{ number, operation, manager, published, pinned },
    ...(created && { created }),
    ...(build && { build }),
    ...(report && { size: report.size, packages: report.packages.length }),
    ...(changes && { changes: { summary: changeSummary(changes), lines: changes.map(changeLine) } }),
    locks: locksOf(generation),
    ...(fault && { lock_fault: fault.reason }),
    operations: operationsOnGeneration(kernel, generation),
  };
}
