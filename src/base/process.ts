/**
 * Process settings of the app's own programs, and short calls of other programs (a version, a dry run). Steps of builds
 * run elsewhere: builds/runner.
 */
import { UserError } from './errors.js';

export interface Answer {
  /** Null if a signal or the time limit ended the program, or it could not be started. */
  exit: number | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

/** Makes files of this process and its children not writable for others, whatever the umask at the start. */
export function protectNewFiles(): void {
  process.umask(process.umask(0o077) | 0o022);
}

interface Question {
  environment: Record<string, string>;
  seconds: number;
  directory?: string;
  input?: string;
}

/** Runs a program with exactly this environment, no input, and a time limit in seconds. @throws UserError `files-open-limit`, and nothing else. */
export async function run(
  [program = '', ...words]: readonly string[],
  { environment, seconds, directory = '/', input = '' }: Question,
): Promise<Answer> {
  // Loaded on first use: most pages call no program.
  const { execa } = await import('execa');
  const options = {
    env: environment,
    extendEnv: false,
    cwd: directory,
    input,
    timeout: seconds * 1000,
    maxBuffer: 64_000_000,
    reject: false,
  } as const;
  // A program that cannot be started is an answer; none comes where no descriptor is left for its pipes.
  const result = await Promise.resolve()
    .then(() => execa(program, words, options))
    .catch(() => {
      throw new UserError('files-open-limit', {});
    });
  return {
    exit: result.exitCode ?? null,
    stdout: result.stdout,
    stderr:
      result.stderr || (result.failed && result.exitCode === undefined ? (result.originalMessage ?? '') : ''),
    timedOut: result.timedOut,
  };
}
