/** Why a step failed, in words for people: the first row of the table of causes that fits, else its own last words. */
import { constants } from 'node:os';
import { withoutColours } from '../../base/terminal-text.js';
import type { Cause } from '../../shared/build-events.js';
import type { CauseRow, Failure } from './causes/cause-row.js';
import { causes } from './causes.js';

export type { Failure } from './causes/cause-row.js';

/** Never throws; where nothing is known, the code is `unknown`. */
export function diagnose(failure: Failure): Cause {
  const output = readOutput(failure);
  for (const row of causes) {
    const cause = tryRow(row, failure, output);
    if (cause) return cause;
  }
  return unknownCause(failure, output);
}

/** The lines as one text, and which log line each of its lines is. */
interface Output {
  text: string;
  numbers: number[];
}

/** A try that was followed by another one says nothing about the end. */
const RETRIED = /Retrying \(Retry\(total=[1-9]/;

/** What is read of an output: its end, and of each long line the beginning and the end. */
const MOST_CHARACTERS = 40_000;
const MOST_OF_LINE = 600;

function readOutput({ lines, errorCode }: Failure): Output {
  const ours = errorCode ? [{ line: 0, text: errorCode }] : [];
  const plain = [...ours, ...lastOf(lines)];
  return { text: plain.map(({ text }) => text).join('\n'), numbers: plain.map(({ line }) => line) };
}

/** Read from the end, so that no more is looked at than is used. */
function lastOf(lines: Failure['lines']): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  let room = MOST_CHARACTERS;
  for (let index = lines.length - 1; index >= 0; index--) {
    const { line, text } = lines[index] ?? { line: 0, text: '' };
    for (const each of unfold(withoutColours(text)).reverse()) {
      const shown = RETRIED.test(each) ? '' : withoutMiddle(each);
      room -= shown.length + 1;
      if (room < 0) return found.reverse();
      found.push({ line, text: shown });
    }
  }
  return found.reverse();
}

/** Tools list versions from the oldest to the newest, and the newest decide. */
function withoutMiddle(text: string): string {
  const [start, end] = [MOST_OF_LINE * 0.6, MOST_OF_LINE * 0.4];
  return text.length > MOST_OF_LINE ? `${text.slice(0, start)} … ${text.slice(-end)}` : text;
}

/** conda's `--json` puts a whole message into one line. */
function unfold(text: string): string[] {
  const quoted = /^\s*"(?:error|message)": (".*"),?$/.exec(text)?.[1];
  if (!quoted) return [text];
  try {
    return String(JSON.parse(quoted)).split('\n');
  } catch {
    return [text];
  }
}

function tryRow(row: CauseRow, failure: Failure, { text, numbers }: Output): Cause | undefined {
  if (row.tools && !row.tools.includes(failure.tool ?? '')) return undefined;
  if (row.when && !row.when(failure)) return undefined;
  const match = row.pattern?.exec(text);
  if (!match && !row.exits?.includes(exitStatus(failure))) return undefined;
  const end = match ? lineEnd(text, match.index) : text.length;
  const words = row.say(match ?? [], { ...failure, before: text.slice(0, end) });
  return cause(row.id, words, match && !failure.asked ? numberAt(text, numbers, match.index) : undefined);
}

function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}

function numberAt(text: string, numbers: readonly number[], index: number): number | undefined {
  return numbers[text.slice(0, index).split('\n').length - 1];
}

function cause(code: string, words: { message: string; hint: string }, line: number | undefined): Cause {
  return { code, ...words, ...(line && { line }) };
}

/** As bash gives it: 128 and the number of the signal. -1 where nothing was run. */
function exitStatus({ exit, signal }: Failure): number {
  if (exit !== null) return exit;
  const numbers: Partial<Record<string, number>> = constants.signals;
  return 128 + ((signal && numbers[signal]) || -129);
}

/** A line that names an error as conda and Python do. */
const NAMED_ERROR =
  /^\s{0,8}(?:[\w.]{1,100}\.)?[A-Z]\w{0,60}(?:Error|Exception|NotAllowed|NotFound|Invalid\w{0,30}): \S/;
/** What stands below conda's report of an error that it did not expect: the command, in back-ticks. */
const REPORTED_COMMAND = /^`\$ .{0,10000}`$/;
const PROGRESS = /\.\.\.working\.\.\./;
const COMPLAINT =
  /\b(?:error|failed|failure|fatal|cannot|could not|unable|exception|denied|not found|critical)\b/i;
const ADVICE =
  /^\s*(?:note|hint|help|warning|info|\[notice\])\b|^\s*(?:\(\))?\s*$|^If you suspect this error/i;

function unknownCause(failure: Failure, { text, numbers }: Output): Cause {
  const lines = text.split('\n');
  const index = tellingLine(lines);
  const said = lines[index]?.trim();
  const line = numbers[index];
  return cause(
    'unknown',
    {
      message: said
        ? `${ending(failure)}: ${said.length > 300 ? `${said.slice(0, 300)}…` : said}`
        : ending(failure),
      hint: failure.asked
        ? 'Read what it printed'
        : line
          ? `Read the log around line ${line}`
          : 'Read the log',
    },
    failure.asked ? undefined : line,
  );
}

/** Where the reason most likely is: a named error, else the last complaint, else the last line that is no advice. */
function tellingLine(lines: readonly string[]): number {
  const reported = lines.findIndex((line) => REPORTED_COMMAND.test(line));
  const exception = lines.slice(0, Math.max(reported, 0)).findLastIndex((line) => NAMED_ERROR.test(line));
  const named = lines.findIndex((line) => NAMED_ERROR.test(line));
  const complaint = lines.findLastIndex(
    (line) => COMPLAINT.test(line) && !ADVICE.test(line) && !PROGRESS.test(line),
  );
  const last = lines.findLastIndex((line) => !ADVICE.test(line));
  return [exception, named, complaint, last].find((index) => index >= 0) ?? -1;
}

function ending({ exit, signal, errorCode }: Failure): string {
  if (exit !== null) return `The step ended with exit code ${exit}`;
  if (signal) return `The step was ended by ${signal}`;
  return errorCode ? `The step could not be done (${errorCode})` : 'The step could not be done';
}
