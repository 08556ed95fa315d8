/** One known cause of failures: how a tool's output shows it, and its message and hint. */
import type { Phase } from '../../../shared/phases.js';

/** What is known of a step that failed. */
export interface Failure {
  /** The tool that wrote the output (`pip`, `uv`, `conda` …). */
  tool?: string;
  phase: Phase;
  /** Null where a signal ended the step, or where nothing was run. */
  exit: number | null;
  signal?: string;
  /** The last few hundred log lines of the step, with their numbers. */
  lines: readonly { line: number; text: string }[];
  /** What the system said to a write of ours, such as `ENOSPC`. */
  errorCode?: string;
  /** The file system that the environment is made on, with the least that was free while the step ran. */
  space?: { path: string; free_bytes: number; free_files: number };
  /** Packages that nobody asked for: the app adds them. */
  own?: readonly string[];
  /** Bytes of the largest process and of what is allowed, and how many processes the host killed for it. */
  memory?: { peak?: number | undefined; limit: number; kills: number };
  /** There is no log to read: the tool was only asked. */
  asked?: true;
  /** The package cache that the step wrote, where there was no more room. */
  cache?: { path: string; removed: { bytes: number; files: number }; kept: { bytes: number; files: number } };
  /** Package names that a name may have been meant for, best first. */
  closeNames?: (name: string) => string[];
}

/** A failure and the output up to the end of the line in which the cause was found. */
export interface Context extends Failure {
  before: string;
}

/** What happened, and what to do. */
export interface Explanation {
  message: string;
  hint: string;
}

export interface CauseRow {
  id: string;
  /** The tools with such output; any, if absent. */
  tools?: readonly string[];
  /**
   * How the output says it: the lines, cut to some hundred characters and joined by line feeds. Output is untrusted:
   * patterns start at the start of a word (`(?<!\S)`), and parts that span lines do not pass another start of the same
   * match, so that matching takes linear time.
   */
  pattern?: RegExp;
  /** Exit statuses that show it without output. A signal counts as 128 plus its number, as in bash. */
  exits?: readonly number[];
  /** What must hold besides. */
  when?: (failure: Failure) => boolean;
  /** Output that shows it, for docs and tests. */
  example: string;
  /** Message and hint for a match of the pattern (empty if the exit status matched) and its place. */
  say: (match: readonly string[], context: Context) => Explanation;
}

/** Message and hint that do not depend on the output. */
export function always(message: string, hint: string): CauseRow['say'] {
  return () => ({ message, hint });
}

/** The last absolute path in the last line of the output. */
export function lastPath(output: string): string | undefined {
  const line = output.slice(output.lastIndexOf('\n') + 1);
  return [...line.matchAll(/(?<=^|[\s'"`(])\/[^\s'"`:)]+/g)].at(-1)?.[0];
}

/** One pattern of several ways to say a thing. */
export function anyOf(...sources: readonly string[]): RegExp {
  return new RegExp(sources.join('|'), 'm');
}

/** As bash reports a program that signal 9 has ended. */
export const KILLED = /\bKilled(?: {2,}.*)?$/m;

/** A package name, then what may follow it: extras and a version. */
export const NAME = String.raw`([A-Za-z0-9][\w.-]*)(?:\[[^\][\n]*\])?`;
