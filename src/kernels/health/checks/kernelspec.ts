/** Whether Jupyter can read the kernelspec. */
import { join } from 'node:path';
import type { HealthCheck } from '../check.js';

export const checkKernelspec: HealthCheck = ({ kernel: { directory, unreadable, owner } }) => {
  if (!unreadable) return undefined;
  const file = join(directory, 'kernel.json');
  return {
    state: 'kernelspec-broken',
    message: `Jupyter does not show this kernel: \`${file}\` cannot be read, because ${unreadable}`,
    hint:
      owner === 'central'
        ? 'Ask the administrators of the site to correct it'
        : 'Correct the file or remove its directory. Each environment of Create Kernel has a copy in `.create_kernel/kernelspec`',
  };
};
