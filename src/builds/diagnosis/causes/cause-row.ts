/** One known cause of failures: how to recognise it in a tool's output, and its message and hint. */

import type { Language } from '../../../languages/language.js';
import type { ModulePackage } from '../../../languages/package-syntax.js';
import type { NextStep } from '../../../shared/builds/build-events.js';
import type { Phase } from '../../../shared/builds/phases.js';
import type { DirectoryUse } from '../../../site/directories/uses.js';

/** The facts about a step that failed. */
export interface StepFailure {
  /** The tool that wrote the output (`pip`, `uv`, `conda` …). */
  tool?: string;
  phase: Phase;
  /** Null if a signal ended the step, or nothing was run. */
  exit: number | null;
  signal?: string;
  /** The last few hundred log lines of the step, with their numbers. */
  lines: readonly { line: number; text: string }[];
  /** The code of a system error of the app itself, such as `ENOSPC`. */
  errorCode?: string;
  /** The directory that was full, or else that of the environment, with the least free space while the step ran. */
  space?: { path: string; free_bytes: number; free_files: number; used_up?: boolean; use?: DirectoryUse };
  /** The words of the command that failed, if it was one. */
  command?: readonly string[];
  /** Packages that the app adds and the recipe does not request. */
  own?: readonly string[];
  /** Packages that an update holds at their earlier versions. */
  kept?: readonly string[];
  /** Bytes: the peak of the largest process, and the limit; and the number of processes that the host killed for it. */
  memory?: { peak?: number | undefined; limit: number; kills: number };
  /** Set if the tool was only queried, so there is no log. */
  asked?: true;
  /** The package cache of the step, if the disk was full: what was removed from it, and what was kept. */
  cache?: { path: string; removed: { bytes: number; files: number }; kept: { bytes: number; files: number } };
  /** The language of the kernel. */
  language?: Pick<Language, 'id' | 'label' | 'olderVersion'>;
  /** Package names that a name may have been meant for, best first. */
  closeNames?: (name: string) => string[];
  /** The package that most likely has a module. */
  packageOfModule?: (module: string) => ModulePackage;
}

/** A failure and the output up to the end of the line in which the cause was found. */
export interface Context extends StepFailure {
  before: string;
}

/** What happened, and what to do. */
export interface Explanation {
  message: string;
  hint: string;
  /** What failed, as far as it is short. */
  excerpt?: string;
  /** Changes of the recipe that may help. */
  next?: NextStep[];
}

export interface CauseRow {
  id: string;
  /** The tools with such output; by default, any. */
  tools?: readonly string[];
  /**
   * Matches the output: its lines, truncated to some hundred characters and joined by line feeds. Output is untrusted:
   * patterns start at the start of a word (`(?<!\S)`), and parts that span lines do not pass another start of the same
   * match, so that matching takes linear time.
   */
  pattern?: RegExp;
  /** Exit statuses that are enough without output. A signal counts as 128 plus its number, as in bash. */
  exits?: readonly number[];
  /** An additional condition. */
  when?: (failure: StepFailure) => boolean;
  /** An example of such output, for docs and tests. */
  example: string;
  /** Message and hint for a match of the pattern, which is empty if the exit status matched. Undefined leaves it to later rows. */
  say: (match: readonly string[], context: Context) => Explanation | undefined;
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

/** One pattern with several alternatives. */
export function anyOf(...sources: readonly string[]): RegExp {
  return new RegExp(sources.join('|'), 'm');
}

/** As bash reports a program that signal 9 has ended. */
export const KILLED = /\bKilled(?: {2,}.*)?$/m;
