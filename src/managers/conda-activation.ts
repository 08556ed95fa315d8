/** Activation of an environment in conda's format, whichever program made it: the same as `conda activate`. */
import type { Step } from '../steps/plan.js';
import { quoteCommand } from '../steps/quote.js';
import { write } from '../steps/step.js';
import type { EnvironmentPaths, EnvironmentPlan } from './manager.js';
import activateProgram from './programs/activate.sh';

type ActivationPaths = Pick<EnvironmentPaths, 'prefix' | 'staging'>;

export function writeActivation(paths: ActivationPaths): Step {
  const step = {
    id: 'write-activation',
    phase: 'create',
    title: 'Write the program that activates it',
  } as const;
  return write(step, programPath(paths), activateProgram);
}

/**
 * Ours rather than `conda shell.posix activate`: that prints values without quoting them, is silent about scripts
 * that stop half-way, and every program of the family has another one.
 */
export function activateEnvironment(paths: ActivationPaths, program: string): EnvironmentPlan['activate'] {
  return {
    kind: 'environment',
    lines: [`. ${quoteCommand([programPath(paths), paths.prefix, `${paths.staging}/notes.txt`, program])}`],
    expect: { variable: 'CONDA_PREFIX', value: paths.prefix },
  };
}

function programPath({ staging }: ActivationPaths): string {
  return `${staging}/activate.sh`;
}
