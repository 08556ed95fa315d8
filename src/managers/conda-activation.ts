/** Activation of an environment in conda's format, whichever program made it: the same as `conda activate`. */
import type { Step } from '../steps/plan.js';
import { quoteCommand } from '../steps/quote.js';
import { write } from '../steps/step.js';
import type { EnvironmentPlan, Places } from './manager.js';
import activateProgram from './programs/activate.sh';

type Where = Pick<Places, 'prefix' | 'staging'>;

export function writeActivation(places: Where): Step {
  const step = {
    id: 'write-activation',
    phase: 'create',
    title: 'Write the program that activates it',
  } as const;
  return write(step, programPath(places), activateProgram);
}

/**
 * Ours rather than `conda shell.posix activate`: that prints values without quoting them, is silent about scripts
 * that stop half-way, and every program of the family has another one.
 */
export function activateEnvironment(places: Where, program: string): EnvironmentPlan['activate'] {
  return {
    kind: 'environment',
    lines: [
      `. ${quoteCommand([programPath(places), places.prefix, `${places.staging}/notes.txt`, program])}`,
    ],
    expect: { variable: 'CONDA_PREFIX', value: places.prefix },
  };
}

function programPath({ staging }: Where): string {
  return `${staging}/activate.sh`;
}
