/**
 * Finds a text in the strings of JSON, in either case and whatever colours are between its letters, as bytes: making texts
 * of a long journal, and searching them with patterns, would take several times as long.
 */

import { escaped, isAscii } from '../../shared/log-search.js';

/** The bytes of JSON that a letter can be. */
type Letter = readonly Uint8Array[];

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const END_OF_COLOUR = 'm'.charCodeAt(0);
const [ZERO, SEMICOLON] = ['0'.charCodeAt(0), ';'.charCodeAt(0)];
const COLOUR = Buffer.from(String.raw`\u001b[`);
// `\u` and four digits; all others have two characters.
const [LONG, LONG_LENGTH] = ['u'.charCodeAt(0), 6];
const LAST_WITH_CASE = 0x1e943;

export class ByteSearch {
  private readonly letters: readonly Letter[];
  /** Whether the first letter can begin with a byte. */
  private readonly begins = new Uint8Array(256);

  constructor(text: string) {
    this.letters = lettersOf(text);
    for (const [first = 0] of this.letters[0] ?? []) this.begins[first] = 1;
  }

  /** Whether the string that begins here, after its quote, has the text. It ends with a quote, or before `end`. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    for (let at = start; at < end; ) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) return false;
      if (this.begins[byte] === 1 && this.isAt(bytes, at, end)) return true;
      at = byte === BACKSLASH ? afterEscape(bytes, at) : at + 1;
    }
    return false;
  }

  private isAt(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    for (const letter of this.letters) {
      if (at !== start) at = afterColours(bytes, at);
      const length = lengthAt(bytes, at, letter);
      if (length === 0) return false;
      at += length;
    }
    return at <= end;
  }
}

/** The length of the form of a letter that is here, or 0. */
function lengthAt(bytes: Uint8Array, at: number, letter: Letter): number {
  for (const form of letter) if (isAt(bytes, at, form)) return form.length;
  return 0;
}

/** Whether these bytes are at an index. */
export function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}

/** Where the escape ends that begins here, or the colour. */
function afterEscape(bytes: Uint8Array, at: number): number {
  const after = afterColours(bytes, at);
  if (after > at) return after;
  return at + (bytes[at + 1] === LONG ? LONG_LENGTH : 2);
}

function afterColours(bytes: Uint8Array, start: number): number {
  let after = start;
  while (bytes[after] === BACKSLASH && isAt(bytes, after, COLOUR)) {
    let at = after + COLOUR.length;
    // The digits, the colon and the semicolon are next to each other.
    while ((bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= SEMICOLON) at++;
    if (bytes[at] !== END_OF_COLOUR) return after;
    after = at + 1;
  }
  return after;
}

function lettersOf(text: string): Letter[] {
  const inBothCases = isAscii(text) ? casesOfAscii : casesOf;
  return [...text].map((letter) =>
    [...new Set(inBothCases(letter))].map((form) => Buffer.from(JSON.stringify(form).slice(1, -1))),
  );
}

function casesOfAscii(letter: string): string[] {
  return [letter.toLowerCase(), letter.toUpperCase()];
}

/** Also the sign of kelvin for a `k`, as the pattern of the page has it (shared/log-search.ts). */
function casesOf(letter: string): string[] {
  return [letter, ...(charactersWithCase().match(new RegExp(escaped(letter), 'giu')) ?? [])];
}

let withCase: string | undefined;

/** All characters that have an upper or lower case. */
function charactersWithCase(): string {
  withCase ??= Array.from({ length: LAST_WITH_CASE + 1 }, (_, code) => String.fromCodePoint(code))
    .filter((character) => /\p{Changes_When_Casemapped}/u.test(character))
    .join('');
  return withCase;
}
