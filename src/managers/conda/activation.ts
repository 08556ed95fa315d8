/** Activates a conda environment as `conda activate` does, whichever program made it. */
import type { Step } from '../../steps/plan.js';
import { quoteCommand } from '../../steps/quote.js';
import { write } from '../../steps/step.js';
import type { EnvironmentPaths, EnvironmentPlan } from '../manager.js';
import activateProgram from './activate.sh';

type ActivationPaths = Pick<EnvironmentPaths, 'prefix' | 'staging'>;

export function writeActivation(paths: ActivationPaths): Step {
  const step = {
    id: 'write-activation',
    phase: 'create',
    title: 'Write the program that activates the environment',
  } as const;
  return write(step, programPath(paths), activateProgram);
}

/**
 * The app's own program instead of `conda shell.posix activate`: that one prints values without quoting them and does
 * not report scripts that stop half-way, and mamba and micromamba each have a different one.
 */
export function activateEnvironment(paths: ActivationPaths, program?: string): EnvironmentPlan['activate'] {
  return {
    kind: 'environment',
    lines: [
      `. ${quoteCommand([programPath(paths), paths.prefix, `${paths.staging}/notes.txt`, ...(program ? [program] : [])])}`,
    ],
    expect: { variable: 'CONDA_PREFIX', value: paths.prefix },
  };
}

function programPath({ staging }: ActivationPaths): string {
  return `${staging}/activate.sh`;
}
