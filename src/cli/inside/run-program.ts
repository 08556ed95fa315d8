/** Runs a program of the user in place of this one: with its terminal, its signals and its exit status. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { restoreMask } from '../../base/process.js';
import { signalChild } from '../../base/process-group.js';
import type { KernelEnvironment } from '../../kernels/starting/kernel-environment.js';
import type { Terminal } from '../output/terminal.js';

// As shells have them: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html
const NOT_FOUND = 127;
const NOT_RUN = 126;
const SIGNALLED = 128;

// Not SIGUSR1, by which Node.js starts its debugger.
const forwarded = ['SIGHUP', 'SIGTERM', 'SIGUSR2', 'SIGCONT'] as const;
// A terminal sends these to all of its foreground processes, so the program has them already.
const ofTerminal = ['SIGINT', 'SIGQUIT'] as const;

/** Returns its exit status. If a signal ended it, the same signal ends this process. */
export async function runProgram(
  [program = '', ...words]: readonly string[],
  { variables, before }: KernelEnvironment,
  terminal: Terminal,
): Promise<number> {
  restoreMask();
  const [first = program, ...rest] = [...before, program, ...words];
  const signals = [...forwarded, ...ofTerminal];
  const forward = (signal: NodeJS.Signals) => {
    if (!(terminal.interactive && isOfTerminal(signal))) signalChild(child, signal);
  };
  // Before the program runs: a signal would end this process alone, and leave the program behind.
  for (const signal of signals) process.on(signal, forward);
  const child = spawn(first, rest, { stdio: 'inherit', env: variables });
  try {
    const [code, signal]: [number | null, NodeJS.Signals | null] = await ending(child);
    for (const each of signals) process.off(each, forward);
    if (code !== null) return code;
    if (signal && signal !== 'SIGUSR1') process.kill(process.pid, signal);
    return SIGNALLED + (signal ? constants.signals[signal] : 0);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    terminal.say(
      `error: \`${program}\` cannot be run: ${code === 'ENOENT' ? 'there is no such program' : message}`,
    );
    return code === 'ENOENT' ? NOT_FOUND : NOT_RUN;
  }
}

function isOfTerminal(signal: NodeJS.Signals): boolean {
  return ofTerminal.some((each) => each === signal);
}

/** @throws the error of the system if it could not be started. */
async function ending(child: ReturnType<typeof spawn>): Promise<[number | null, NodeJS.Signals | null]> {
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  const ended = once(child, 'exit').then(([code, signal]): [number | null, NodeJS.Signals | null] => [
    code,
    signal,
  ]);
  return Promise.race([ended, failed]);
}
