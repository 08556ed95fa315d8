/** The steps that write a lock from what pip reports. Pure. */
import { pythonIn } from '../../../sources/runtime/python-runtime.js';
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import type { EnvironmentRequest } from '../../manager.js';
import lockProgram from './lock.py';

/** `source` is the option of lock.py with the path of pip's report or list of versions. */
export function lockSteps({ paths }: EnvironmentRequest, source: string[]): Step[] {
  const program = `${paths.staging}/lock.py`;
  const lock = {
    id: 'lock-packages',
    phase: 'install',
    title: 'Lock the exact versions',
    tool: 'lock',
  } as const;
  return [
    write(
      { id: 'write-lock-program', phase: 'install', title: 'Write the program that writes the lock' },
      program,
      lockProgram,
    ),
    command(lock, [pythonIn(paths.prefix), '-I', program, ...source, '--output', paths.lock]),
  ];
}
