/** Whether Jupyter can read the kernelspec. */
import { join } from 'node:path';
import { findKeptKernel } from '../../history/kept-kernel.js';
import type { Kernel } from '../../kernelspec.js';
import { isUnreadable, refusalOf } from '../../may-change.js';
import type { Fault, HealthCheck } from '../check.js';
import type { HealthSite } from '../subject.js';

export const checkKernelspec: HealthCheck = ({ kernel, site }) => {
  const { directory, unreadable, misnamed } = kernel;
  if (misnamed) {
    const { message, hint } = refusalOf(kernel);
    return { state: 'kernelspec-broken', message, hint };
  }
  if (!unreadable) return undefined;
  const file = join(directory, 'kernel.json');
  return {
    state: 'kernelspec-broken',
    message: `Jupyter does not show this kernel: \`${file}\` cannot be read, because ${unreadable}`,
    ...fixOf(kernel, site),
  };
};

/** Of a kernelspec that cannot be read. */
export function fixOf(kernel: Kernel, site: HealthSite): Pick<Fault, 'hint' | 'fix'> {
  if (!isUnreadable(kernel)) return { hint: 'Ask the site’s administrator to correct it' };
  const kept = findKeptKernel(kernel.name, site);
  if (!kept)
    return { hint: 'Correct the file. Or remove the kernelspec, which can be undone', fix: 'remove' };
  const { prefix } = kept.origin;
  return {
    hint: `Restore it: its environment \`${prefix}\` is there, with a copy of the file`,
    fix: 'restore',
  };
}
