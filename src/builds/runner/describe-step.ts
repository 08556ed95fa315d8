/** What a step shows of itself in the log, and which variables it sets. */
import type { Step } from '../../steps/plan.js';
import { renderAction } from '../../steps/script.js';

/** The command as it would be typed; for a file, only where it is written. */
export function describeStep({ action }: Step): string {
  return action.kind === 'write' ? `write ${action.path}` : renderAction(action);
}

export function variablesOf({ action }: Step): Record<string, string> {
  return action.kind === 'command' ? (action.variables ?? {}) : {};
}
