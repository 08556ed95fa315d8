/** Explains why a step failed: by the first matching row of the table of causes, or else by the end of its output. */
import { constants } from 'node:os';
import { parseJson } from '../../base/text/json.js';
import { withoutColours } from '../../base/text/terminal-text.js';
import type { Cause } from '../../shared/builds/build-events.js';
import type { CauseRow, Explanation, StepFailure } from './causes/cause-row.js';
import { causes } from './causes/index.js';

export type { StepFailure } from './causes/cause-row.js';

/** Never throws; without a known cause, the code is `unknown`. */
export function diagnose(failure: StepFailure): Cause {
  const output = readOutput(failure);
  for (const row of causes) {
    const cause = tryRow(row, failure, output);
    if (cause) return cause;
  }
  return unknownCause(failure, output);
}

/** The lines as one text, and the log line number of each. */
interface Output {
  text: string;
  numbers: number[];
}

/** An attempt that was retried does not explain the end. */
const RETRIED = /Retrying \(Retry\(total=[1-9]/;

/** The end of the output is read and, of each long line, its beginning and end. */
const MOST_CHARACTERS = 40_000;
const MOST_OF_LINE = 600;

function readOutput({ lines, errorCode }: StepFailure): Output {
  const ours = errorCode ? [{ line: 0, text: errorCode }] : [];
  const plain = [...ours, ...lastOf(lines)];
  return { text: plain.map(({ text }) => text).join('\n'), numbers: plain.map(({ line }) => line) };
}

/** Read from the end, so that only the lines that are used are processed. */
function lastOf(lines: StepFailure['lines']): { line: number; text: string }[] {
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

/** Keeps the end, because tools list versions from the oldest to the newest. */
function withoutMiddle(text: string): string {
  const [start, end] = [MOST_OF_LINE * 0.6, MOST_OF_LINE * 0.4];
  return text.length > MOST_OF_LINE ? `${text.slice(0, start)} … ${text.slice(-end)}` : text;
}

/** With `--json`, conda prints a whole message in one line. */
function unfold(text: string): string[] {
  const quoted = /^\s*"(?:error|message)": (".*"),?$/.exec(text)?.[1];
  if (!quoted) return [text];
  try {
    return String(parseJson(quoted)).split('\n');
  } catch {
    return [text];
  }
}

function tryRow(row: CauseRow, failure: StepFailure, { text, numbers }: Output): Cause | undefined {
  if (row.tools && !row.tools.includes(failure.tool ?? '')) return undefined;
  if (row.when && !row.when(failure)) return undefined;
  const match = row.pattern?.exec(text);
  if (!match && !row.exits?.includes(exitStatus(failure))) return undefined;
  const end = match ? lineEnd(text, match.index) : text.length;
  const words = row.say(match ?? [], { ...failure, before: text.slice(0, end) });
  if (!words) return undefined;
  return cause(row.id, words, match && !failure.asked ? numberAt(text, numbers, match.index) : undefined);
}

function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}

function numberAt(text: string, numbers: readonly number[], index: number): number | undefined {
  return numbers[text.slice(0, index).split('\n').length - 1];
}

function cause(code: string, { next = [], ...words }: Explanation, line: number | undefined): Cause {
  return { code, ...words, ...(line && { line }), ...(next.length > 0 && { next }) };
}

/** As in bash: 128 plus the number of the signal. -1 if nothing was run. */
function exitStatus({ exit, signal }: StepFailure): number {
  if (exit !== null) return exit;
  const numbers: Partial<Record<string, number>> = constants.signals;
  return 128 + ((signal && numbers[signal]) || -129);
}

/** A line with the name of an error, in the format of conda and Python. */
const NAMED_ERROR =
  /^\s{0,8}(?:[\w.]{1,100}\.)?[A-Z]\w{0,60}(?:Error|Exception|NotAllowed|NotFound|Invalid\w{0,30}): \S/;
/** The command in back-ticks, which follows conda's report of an unexpected error. */
const REPORTED_COMMAND = /^`\$ .{0,10000}`$/;
const PROGRESS = /\.\.\.working\.\.\./;
const COMPLAINT =
  /\b(?:error|failed|failure|fatal|cannot|could not|unable|exception|denied|not found|critical)\b/i;
const ADVICE =
  /^\s*(?:note|hint|help|warning|info|\[notice\])\b|^\s*(?:\(\))?\s*$|^If you suspect this error/i;

function unknownCause(failure: StepFailure, { text, numbers }: Output): Cause {
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
      hint: failure.asked ? 'Read its output' : line ? `Read the log around line ${line}` : 'Read the log',
    },
    failure.asked ? undefined : line,
  );
}

/** The line with the most likely reason: a named error, the last complaint, or the last line that is not advice. */
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

function ending({ exit, signal, errorCode }: StepFailure): string {
  if (exit !== null) return `The step ended with exit code ${exit}`;
  if (signal) return `The step was ended by ${signal}`;
  return errorCode ? `The step could not be completed (${errorCode})` : 'The step could not be completed';
}
