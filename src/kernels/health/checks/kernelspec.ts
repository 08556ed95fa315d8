/** Whether Jupyter can read the kernelspec. */
import { join } from 'node:path';
import { isUnreadable } from '../../may-change.js';
import type { HealthCheck } from '../check.js';

export const checkKernelspec: HealthCheck = ({ kernel }) => {
  const { directory, unreadable, owner } = kernel;
  if (!unreadable) return undefined;
  const file = join(directory, 'kernel.json');
  return {
    state: 'kernelspec-broken',
    message: `Jupyter does not show this kernel: \`${file}\` cannot be read, because ${unreadable}`,
    hint:
      owner === 'central'
        ? 'Ask the administrators of the site to correct it'
        : 'Correct the file. Or remove the kernelspec, which can be undone. Each environment of Create Kernel has a copy in `.create_kernel/kernelspec`',
    ...(isUnreadable(kernel) && { fix: 'remove' }),
  };
};
