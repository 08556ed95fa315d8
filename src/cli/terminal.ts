/** The terminal, or whatever stands in its place: results go to the standard output, talk to the standard error. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../base/errors.js';
import { reasonOf } from '../base/files.js';

export interface Terminal {
  /** Whether there is a person to ask. */
  readonly interactive: boolean;
  /** Whether what was printed can be drawn over. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Writes text as it is; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Prints lines. */
  print(...lines: string[]): Promise<void>;
  /** Prints lines that are not a result: errors, notes, questions. */
  say(...lines: string[]): void;
  /** The answer, or an empty one where the input or the signal ends first. */
  ask(question: string, signal?: AbortSignal): Promise<string>;
  /** Calls `handle` at each Ctrl-C instead of ending; gives what takes it back. */
  onInterrupt(handle: () => void): () => void;
}

/** The terminal of this process. A reader that goes away ends the process quietly with `closed`. */
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
  const { message, hint, exit } = new UserError('output-not-written', { why: reasonOf(error) });
  if (stream === process.stdout) writeSync(process.stderr.fd, `error: ${message}\nhint: ${hint}\n`);
  process.exit(exit);
}

/** Read in the terminal's own line mode, so that Ctrl-C stays a signal while the question stands. */
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
