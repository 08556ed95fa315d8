/**
 * Process settings of the app's own programs, and short calls of other programs (a version, a dry run). Steps of builds
 * run elsewhere: builds/runner.
 */
import type { Result } from 'execa';
import { UserError } from './errors.js';
import { endGroup, signalChild } from './process-group.js';
import { limitTime } from './time-limit.js';

export interface Answer {
  /** Null if a signal or the time limit ended the program, or it could not be started. */
  exit: number | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

let given: number | undefined;

/** Makes files of this process and its children not writable for others, whatever the umask at the start. */
export function protectNewFiles(): void {
  given = process.umask(0o077);
  process.umask(given | 0o022);
}

/** For a program of the user, which takes the place of this one: the umask of the start. */
export function restoreMask(): void {
  if (given !== undefined) process.umask(given);
}

interface Question {
  environment: Record<string, string>;
  seconds: number;
  directory?: string;
  input?: string;
  /** Ends the program and its descendants; the answer comes when they have ended. */
  signal?: AbortSignal;
}

const OUTPUT_MOST = 64_000_000;

/** Runs a program with exactly this environment, no input, and a time limit in seconds. @throws UserError `files-open-limit`, and nothing else. */
export async function run(
  [program = '', ...words]: readonly string[],
  { environment, seconds, directory = '/', input = '', signal }: Question,
): Promise<Answer> {
  if ([program, ...words].some((word) => word.includes('\0')))
    return { exit: null, stdout: '', stderr: 'no program takes words with null bytes', timedOut: false };
  // Loaded on first use: most pages call no program.
  const { execa } = await import('execa');
  if (signal?.aborted) return { exit: null, stdout: '', stderr: '', timedOut: false };
  let timedOut = false;
  let lift = () => {};
  let end = () => {};
  let ending: Promise<void> | undefined;
  const begin = () => {
    const options = { env: environment, extendEnv: false, cwd: directory, input, maxBuffer: OUTPUT_MOST };
    // Only what has its own process group can be ended with its descendants.
    const child = execa(program, words, { ...options, reject: false, detached: signal !== undefined });
    end = () => {
      // Another program may keep the output open.
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (signal && child.pid) ending = endGroup(child.pid);
      else signalChild(child);
    };
    lift = limitTime(seconds * 1000, () => {
      timedOut = true;
      end();
    });
    signal?.addEventListener('abort', end);
    return child;
  };
  // A program that cannot be started is an answer; none comes where no descriptor is left for its pipes.
  const result = await Promise.resolve()
    .then(begin)
    .catch(() => {
      throw new UserError('files-open-limit', {});
    });
  lift();
  signal?.removeEventListener('abort', end);
  await ending;
  return {
    exit: result.exitCode ?? null,
    stdout: result.stdout,
    stderr: result.stderr || reasonNotStarted(result),
    timedOut,
  };
}

function reasonNotStarted({ failed, exitCode, signal, originalMessage }: Result): string {
  return failed && exitCode === undefined && signal === undefined ? (originalMessage ?? '') : '';
}
