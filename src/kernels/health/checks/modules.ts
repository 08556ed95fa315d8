/** Whether the environment modules of the kernel could be loaded the last time. */
import { readStartFailure } from '../../generation.js';
import type { HealthCheck } from '../check.js';

export const checkModules: HealthCheck = ({ made }) => {
  const failure = made && readStartFailure(made.origin.prefix);
  if (!failure) return undefined;
  return {
    state: 'module-gone',
    message: `The environment modules of this kernel could not be loaded the last time: ${failure.split('\n').slice(1).join(' ')}`,
    hint: 'If the site has another version of the module, edit the recipe of the kernel on its page *Update*. Otherwise, ask the administrators of the site, then check the kernel',
    fix: 'check',
  };
};
