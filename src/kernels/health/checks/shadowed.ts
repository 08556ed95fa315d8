/** Whether the launcher shows another kernel of the same name in place of this one. */
import type { HealthCheck } from '../check.js';

export const checkShadowed: HealthCheck = ({ kernel: { name, shadowed_by, owner } }) => {
  if (!shadowed_by || owner === 'central') return undefined;
  return {
    state: 'shadowed',
    message: `The launcher shows the kernel in \`${shadowed_by}\` in place of \`${name}\`: Jupyter searches that directory first`,
    hint: 'Rename this kernel. Or remove that directory if it is yours, or take its parent out of `JUPYTER_PATH`',
    ...(owner === 'ours' && { fix: 'rename' }),
  };
};
