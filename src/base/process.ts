/**
 * Process settings of the app's own programs, and short calls of other programs (a version, a dry run). Steps of builds
 * run elsewhere: builds/runner.
 */
import { type ChildProcess, type ExecFileException, execFile } from 'node:child_process';
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

// A program that ignores its time limit ends this much later, in milliseconds.
const GRACE = 5000;
const OUTPUT_MOST = 64_000_000;

/** Runs a program with exactly this environment, no input, and a time limit in seconds. @throws UserError `files-open-limit`, and nothing else. */
export function run(
  [program = '', ...words]: readonly string[],
  { environment, seconds, directory = '/', input = '' }: Question,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const options = { env: environment, cwd: directory, maxBuffer: OUTPUT_MOST };
    const child = begin(() =>
      execFile(program, words, options, (error, stdout, stderr) => {
        clearTimeout(limit);
        // No pipe can be made where no descriptor is left.
        if (error?.code === 'EMFILE' || error?.code === 'ENFILE')
          return reject(new UserError('files-open-limit', {}));
        resolve({ ...answerOf(error, withoutLastBreak(stdout), withoutLastBreak(stderr)), timedOut });
      }),
    );
    if (child instanceof Error) return resolve({ ...answerOf(child, '', ''), timedOut });
    // A program may end without reading its input.
    child.stdin?.on('error', () => {}).end(input);
    const limit = setTimeout(() => {
      timedOut = true;
      end(child);
    }, seconds * 1000);
  });
}

type Failure = Error & Pick<ExecFileException, 'code'>;

/** Some programs are refused at once, such as one with too many words. */
function begin(start: () => ChildProcess): ChildProcess | Failure {
  try {
    return start();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A program that cannot be started is an answer. */
function answerOf(error: Failure | null, stdout: string, stderr: string): Omit<Answer, 'timedOut'> {
  if (!error) return { exit: 0, stdout, stderr };
  if (typeof error.code === 'number') return { exit: error.code, stdout, stderr };
  return { exit: null, stdout, stderr: stderr || (error.code ? error.message : '') };
}

/** Ends a program, even if one that it has started keeps its output open. */
function end(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill();
  setTimeout(() => child.kill('SIGKILL'), GRACE).unref();
}

function withoutLastBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}
