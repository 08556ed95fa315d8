/** Input and output of commands: results go to standard output, messages to standard error. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../../base/errors.js';
import { describeFileError } from '../../base/files.js';

export interface Terminal {
  /** Whether the user can answer questions. */
  readonly interactive: boolean;
  /** Whether printed lines can be overwritten. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Writes text unchanged; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Prints lines. */
  print(...lines: string[]): Promise<void>;
  /** Prints lines that are not a result: errors, notes, questions. */
  say(...lines: string[]): void;
  /** The answer; empty if the input ends or the signal aborts first. */
  ask(question: string, signal?: AbortSignal): Promise<string>;
  /** Calls `handle` at each Ctrl-C instead of exiting. Returns a function that restores the default. */
  onInterrupt(handle: () => void): () => void;
}

/** The terminal of this process. If the reader of its output exits, the process exits silently with status `closed`. */
export function processTerminal(closed: number): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const drawable = stdout.isTTY === true && env.TERM !== 'dumb';
  for (const stream of [stdout, stderr]) stream.on('error', (error) => endWith(stream, error, closed));
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain');
  };
  return {
    interactive: stdin.isTTY === true,
    live: drawable,
    colour: drawable && !env.NO_COLOR,
    write,
    print: (...lines) => write(joinLines(lines)),
    say: (...lines) => void stderr.write(joinLines(lines)),
    ask,
    onInterrupt(handle) {
      process.on('SIGINT', handle);
      return () => process.off('SIGINT', handle);
    },
  };
}

function joinLines(lines: string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A reader that has gone away needs no word; a full disk does, on the stream that is left. */
function endWith(stream: NodeJS.WriteStream, error: NodeJS.ErrnoException, closed: number): void {
  if (error.code === 'EPIPE') process.exit(closed);
  const { message, hint, exit } = new UserError('output-not-written', { reason: describeFileError(error) });
  if (stream === process.stdout) writeSync(process.stderr.fd, `error: ${message}\nhint: ${hint}\n`);
  process.exit(exit);
}

/** Uses the line mode of the terminal, so that Ctrl-C stays a signal during the question. */
async function ask(question: string, signal = new AbortController().signal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    const ended = once(lines, 'close', { signal }).then(() => '');
    return await Promise.race([lines.question(question, { signal }), ended]);
  } catch (error) {
    if (signal.aborted) return '';
    throw error;
  } finally {
    lines.close();
  }
}
