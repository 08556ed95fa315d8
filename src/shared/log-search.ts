/** What the search box of the log finds. Pure: the server searches the whole log with it, and the page the lines that it shows. */
import { has, listOf, number } from './json-checks.js';

/** More is not searched for, in characters. */
export const LONGEST_SEARCH = 200;

/** The matching lines of the whole log, as a window of them near a line. */
export interface FoundLines {
  /** The number of matching lines. */
  count: number;
  /** How many of them come before the first one in `lines`. */
  before: number;
  /** Line numbers, ascending. */
  lines: number[];
}

export const isFoundLines = has<FoundLines>({ count: number, before: number, lines: listOf(number) });

/** Finds a text as it is written, in letters of either case. */
export function searchPattern(text: string, flags = 'g'): RegExp {
  return new RegExp(escaped(text), `i${flags}${unicodeFlag(text)}`);
}

export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

// Without the flag, a search in ASCII does not take the sign of kelvin for a `k`, and is several times as fast.
function unicodeFlag(text: string): string {
  return isAscii(text) ? '' : 'u';
}

/** For a pattern. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
