/** What the search box of the log finds. Pure: the server searches the whole log with it, and the page the lines that it shows. */
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

/** Finds a text as it is written, in letters of either case. */
export function searchPattern(text: string, flags = 'g'): RegExp {
  return new RegExp(escaped(text), `i${flags}${unicodeFlag(text)}`);
}

/**
 * Finds the text in lines of JSON, where colours may be between its letters. It also finds it in other fields of an
 * event, so that what it finds has to be looked at.
 */
export function journalPattern(text: string): RegExp {
  const letters = [...text].map((letter) => escaped(JSON.stringify(letter).slice(1, -1)));
  const colours = String.raw`(?:\\u001b\[[\d;:]*m)*`;
  return new RegExp(letters.join(colours), `ig${unicodeFlag(text)}`);
}

export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

// Without the flag, a search in ASCII does not take the sign of kelvin for a `k`, and is several times as fast.
function unicodeFlag(text: string): string {
  return isAscii(text) ? '' : 'u';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
