/** From a failure to its cause in words. The table of causes is read only when something has failed. */
import { statfs } from 'node:fs/promises';
import type { Plan, Step } from '../plan/plan.js';
import type { Cause } from './events.js';
import type { StepResult } from './run-step.js';

interface Failure {
  step: Step;
  result: StepResult;
  lines: readonly { line: number; text: string }[];
  plan: Plan;
}

/** Why a step's program said no. */
export async function causeOfFailure({ step, result, lines, plan }: Failure): Promise<Cause> {
  const { diagnose } = await import('./diagnose.js');
  const { closeNames } = await import('../recipe/close-names.js');
  const { phase, tool } = step;
  const space = await spaceOf(plan.prefix);
  return diagnose({
    phase,
    exit: result.exit,
    lines,
    closeNames,
    ...(tool && { tool }),
    ...(result.signal && { signal: result.signal }),
    ...(space && { space }),
  });
}

/** Why we could not do something ourselves, such as write a file. */
export async function causeOfError(error: unknown, plan: Plan): Promise<Cause> {
  const { diagnose } = await import('./diagnose.js');
  const { code, path, message } = error as NodeJS.ErrnoException;
  const space = await spaceOf(path ?? plan.prefix);
  return diagnose({
    phase: 'create',
    exit: null,
    lines: [{ line: 0, text: message }],
    ...(code && { errorCode: code }),
    ...(space && { space }),
  });
}

export async function causeOfPresence(path: string): Promise<Cause> {
  return {
    code: 'present-already',
    message: `\`${path}\` is there already`,
    hint: 'It was left as it is. Take another name, or remove it first',
  };
}

async function spaceOf(
  path: string,
): Promise<{ path: string; free_bytes: number; free_files: number } | undefined> {
  for (let place = path; place !== '/'; place = place.slice(0, place.lastIndexOf('/')) || '/') {
    const found = await statfs(place).catch(() => undefined);
    if (found) return { path: place, free_bytes: found.bavail * found.bsize, free_files: found.ffree };
  }
  return undefined;
}
