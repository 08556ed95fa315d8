/** Daemons that the tests start and end. */
import { type ChildProcess, spawn } from 'node:child_process';

const PATIENCE = 5000;

/** Starts a program in the foreground, with exactly this environment. */
export function startDaemon(
  program: string,
  words: string[],
  environment: Record<string, string>,
): ChildProcess {
  return spawn(program, words, { env: environment, stdio: 'ignore', cwd: '/' });
}

/** Resolves when it has ended; kills it if it does not end by itself. */
export async function endDaemon(process: ChildProcess | undefined): Promise<void> {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGTERM');
  const killing = setTimeout(() => process.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(killing);
}
