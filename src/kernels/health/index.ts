/** The health of kernels, as far as their files show it. Starting a kernel is an operation (operations/looks/check.ts). */
import { inPieces } from '../../base/pieces.js';
import type { Health } from '../../shared/kernels/health.js';
import type { Measured } from '../generation.js';
import type { Kernel } from '../kernelspec.js';
import type { Fault, HealthCheck } from './check.js';
import { checkChanges } from './checks/changes.js';
import { checkEnvironment } from './checks/environment.js';
import { checkFiles } from './checks/files.js';
import { checkInterpreter } from './checks/interpreter.js';
import { checkKernelPackage } from './checks/kernel-package.js';
import { checkKernelspec } from './checks/kernelspec.js';
import { checkLastStart } from './checks/last-start.js';
import { checkModules } from './checks/modules.js';
import { checkProcessor } from './checks/processor.js';
import { checkShadowed } from './checks/shadowed.js';
import { purgeOf } from './purge.js';
import { filesOfEach, type HealthSite, type HealthSubject, type LookOptions, subjectOf } from './subject.js';

/** The checks: the first one that finds a fault decides. A new one is a file in checks/ and a line here. */
export const healthChecks: Readonly<Record<string, HealthCheck>> = {
  kernelspec: checkKernelspec,
  shadowed: checkShadowed,
  environment: checkEnvironment,
  files: checkFiles,
  interpreter: checkInterpreter,
  'kernel-package': checkKernelPackage,
  processor: checkProcessor,
  modules: checkModules,
  'last-start': checkLastStart,
  changes: checkChanges,
};

/** Looks at some files of the kernel, and runs an interpreter only if it was replaced. */
export async function quickHealth(
  kernel: Kernel,
  site: HealthSite,
  options: LookOptions = {},
): Promise<Health> {
  const subject = subjectOf(kernel, site, options);
  const looked = subject.made?.sample.length ?? 0;
  if (subject.silent) return { state: 'unknown', looked: 0 };
  const fault = await firstFault(subject);
  const purge = subject.made && purgeOf(subject.made, site, Date.now());
  const state = fault ?? { state: kernel.origin ? 'starts' : 'untried' };
  // Rebuilding keeps the kernel in time; what is wrong already has its own fix.
  const fix = purge && !fault ? { fix: 'rebuild' } : {};
  return { ...state, ...fix, looked, ...(purge && { purge }) };
}

/** The same for many kernels, in their order. Other work of this process goes on in between. */
export async function quickHealthOf(
  kernels: readonly Kernel[],
  site: HealthSite,
  reports: readonly (Measured | undefined)[] = [],
): Promise<Health[]> {
  const files = filesOfEach(kernels.length);
  return inPieces(kernels, (kernel, index) => quickHealth(kernel, site, { report: reports[index], files }));
}

async function firstFault(subject: HealthSubject): Promise<Fault | undefined> {
  for (const check of Object.values(healthChecks)) {
    const fault = await check(subject);
    if (fault) return fault;
  }
  return undefined;
}
