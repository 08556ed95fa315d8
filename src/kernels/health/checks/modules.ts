/** Whether the environment modules of the kernel could be loaded the last time. */
import { readStartFailure } from '../../generation.js';
import type { HealthCheck } from '../check.js';

export const checkModules: HealthCheck = ({ made }) => {
  const failure = made && readStartFailure(made.origin.prefix);
  if (!failure) return undefined;
  return {
    state: 'module-gone',
    message: `The environment modules of this kernel could not be loaded the last time: ${failure.split('\n').slice(1).join(' ')}`,
    hint: 'Rebuild the kernel with modules that this host has, or without any. Or ask the site’s administrator for the module, then *Check* the kernel',
    fix: 'rebuild',
    fix_with: { modules: 'newest' },
  };
};
