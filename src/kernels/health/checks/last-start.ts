/** Whether the last real start of the kernel failed (operations/looks/check.ts). */
import { readStart } from '../../starting/starts.js';
import type { Fault, HealthCheck } from '../check.js';

export const checkLastStart: HealthCheck = ({ kernel, made, site }) => {
  const start = made && readStart(kernel, site);
  if (start?.reason === undefined) return undefined;
  return { ...faultOf(start.reason), ...(start.changed && restoreIt(start.changed)) };
};

/** The build has tried the kernelspec that it wrote. */
function restoreIt(changed: string): Pick<Fault, 'hint' | 'fix'> {
  return {
    hint: `\`${changed}\` in its kernel.json was changed: restore the file as the build wrote it`,
    fix: 'restore',
  };
}

/** The faults that the error of a start shows. */
const known: readonly { pattern: RegExp; state: Fault['state']; hint: string }[] = [
  {
    pattern: /SIGILL/,
    state: 'cpu-too-old',
    hint: 'Start it on a newer node, or rebuild it on this one. If it fails again, use older versions of its packages',
  },
  {
    pattern: /cannot open shared object file|version `[\w.]+' not found/,
    state: 'library-missing',
    hint: 'Rebuild the kernel. If it fails again, load the environment module that has the library',
  },
];

export function faultOf(reason: string): Fault {
  const found = known.find(({ pattern }) => pattern.test(reason));
  return {
    state: found?.state ?? 'does-not-start',
    message: `Its last start failed: ${reason}`,
    hint: found?.hint ?? 'Rebuild the kernel. If it fails again, look at the log of its build',
    fix: 'rebuild',
  };
}
