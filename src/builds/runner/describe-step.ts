/** How the log shows a step, and which variables the step sets. */
import type { Step } from '../../steps/plan.js';
import { renderAction } from '../../steps/script.js';

/** The command as one would type it; for a file, only its path. */
export function describeStep({ action }: Step): string {
  return action.kind === 'write' ? `write ${action.path}` : renderAction(action);
}

export function variablesOf({ action }: Step): Record<string, string> {
  return action.kind === 'command' ? (action.variables ?? {}) : {};
}
