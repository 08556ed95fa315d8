/** The site's own commands before and after each phase, as steps of the plan. Pure. */

import { type Phase, phases } from '../shared/builds/phases.js';
import type { SiteConfig } from '../site/settings/index.js';
import type { Step } from '../steps/plan.js';
import { command } from '../steps/step.js';

interface Built {
  name: string;
  prefix: string;
  manager: string;
}

/** Adds the site's hooks to the steps. A hook runs with the environment that the steps before it have left. */
export function withHooks(steps: readonly Step[], hooks: SiteConfig['hooks'], built: Built): Step[] {
  return phases.flatMap((phase) => {
    const own = steps.filter((step) => step.phase === phase);
    if (own.length === 0) return [];
    const { before, after } = hooks[phase];
    return [
      ...(before ? [hookStep('before', phase, before, built)] : []),
      ...own,
      ...(after ? [hookStep('after', phase, after, built)] : []),
    ];
  });
}

function hookStep(when: 'before' | 'after', phase: Phase, argv: string[], built: Built): Step {
  const title = `Run the site’s command ${when} this phase`;
  const variables = {
    CREATE_KERNEL_NAME: built.name,
    CREATE_KERNEL_PREFIX: built.prefix,
    CREATE_KERNEL_MANAGER: built.manager,
  };
  return command({ id: `${when}-${phase}`, phase, title, tool: 'hook' }, argv, { variables });
}
