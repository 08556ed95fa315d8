/** Searches the whole log of a build, piece by piece, so that other requests are answered meanwhile. */
import { openRegularFile } from '../../base/stored.js';
import { type FoundLines, isAscii, journalPattern, searchPattern } from '../../shared/log-search.js';
import { plainLine } from '../../shared/terminal-colours.js';
import type { BuildFiles } from '../build-directory.js';
import { parseEvent } from './journal.js';

const PIECE = 512 * 1024;
// A page goes from one match to the next, and asks again at the end of what it has.
const MOST_LINES = 2000;
const REPLACES = '"replaces":true';
const OUTPUT = '{"type":"output"';
const TEXT = '"text":"';
// What stands between the number of a line and its text.
const LINE = '"line":';
const NUMBER_END = ',"text":"'.length;
const ZERO = '0'.charCodeAt(0);
// A whole escape of JSON, or a whole colour.
const ESCAPE = /\\(?:u001b\[[\d;:]*m|u(?!001b)[\da-f]{4}|[^u])/y;
const NONE = Number.POSITIVE_INFINITY;

interface Place {
  start: number;
  /** The start of its text. */
  text: number;
  end: number;
}

export interface LogSearch {
  text: string;
  /** The matching lines near this one are wanted. */
  near: number;
  signal: AbortSignal;
}

/** The lines that have a text, each once, as `grep -i` finds them in the downloaded log. */
export async function searchLog(
  { journal }: BuildFiles,
  { text, near, signal }: LogSearch,
): Promise<FoundLines> {
  const finder = new Finder(text);
  for await (const lines of wholeLines(journal, signal)) finder.search(lines.toString(finder.encoding));
  return windowOf(finder.lines, near);
}

class Finder {
  /** Line numbers, ascending. */
  readonly lines: number[] = [];
  /** Of ASCII, each byte can be taken for a character, which is several times as fast. */
  readonly encoding: 'latin1' | 'utf8';
  private readonly rough: RegExp;
  private readonly exact: RegExp;

  constructor(text: string) {
    this.encoding = isAscii(text) ? 'latin1' : 'utf8';
    this.rough = journalPattern(text);
    this.exact = searchPattern(text, '');
  }

  /**
   * Complete lines of the journal, in this encoding. Where the parts of a line are is known, so that it is not parsed:
   * that would take several times as long.
   */
  search(lines: string): void {
    // A line that replaces another counts even if it does not match.
    const replaces = lines.includes(REPLACES);
    let match = this.endOfMatch(lines, 0);
    for (let start = 0; start < lines.length; ) {
      if (match === NONE && !replaces) return;
      let end = lines.indexOf('\n', start);
      if (match > end && !replaces) {
        start = lines.lastIndexOf('\n', match - 1) + 1;
        end = lines.indexOf('\n', match);
      }
      const text = lines.indexOf(TEXT, start) + TEXT.length;
      // The start of the line, and its number, match too.
      if (match < text) match = this.endOfMatch(lines, text);
      if (match <= end || replaces) this.look(lines, { start, text, end }, match);
      if (match <= end) match = this.endOfMatch(lines, end + 1);
      start = end + 1;
    }
  }

  /** Where the next match ends. */
  private endOfMatch(lines: string, from: number): number {
    this.rough.lastIndex = from;
    return this.rough.test(lines) ? this.rough.lastIndex : NONE;
  }

  private look(lines: string, { start, text, end }: Place, match: number): void {
    if (!lines.startsWith(OUTPUT, start)) return;
    const number = numberBefore(lines, text - NUMBER_END);
    if (number === undefined || text > end) this.parse(lines.slice(start, end));
    else this.lookAt(lines, { start, text, end }, match, number);
  }

  private lookAt(lines: string, { start, text, end }: Place, match: number, number: number): void {
    const replaces = lines.startsWith(REPLACES, end - REPLACES.length - 1);
    const textEnd = end - (replaces ? REPLACES.length + '",}'.length : '"}'.length);
    if (replaces) this.forget(number);
    if (match > textEnd) return;
    const raw = lines.slice(text, textEnd);
    if (!raw.includes('\\') || this.isOutside(raw)) this.put(number);
    else this.parse(lines.slice(start, end));
  }

  /** Whether the first match is outside of what JSON escapes, which may be a colour with a match in its code. */
  private isOutside(raw: string): boolean {
    this.rough.lastIndex = 0;
    const before = raw.slice(0, this.rough.exec(raw)?.index ?? 0);
    const last = before.lastIndexOf('\\');
    if (last < 0) return true;
    ESCAPE.lastIndex = last;
    return before[last - 1] !== '\\' && ESCAPE.test(before);
  }

  private parse(line: string): void {
    const event = parseEvent(this.encoding === 'utf8' ? line : Buffer.from(line, 'latin1').toString());
    if (event?.type !== 'output') return;
    if (event.replaces) this.forget(event.line);
    if (this.exact.test(plainLine(event.text))) this.put(event.line);
  }

  private put(line: number): void {
    if ((this.lines.at(-1) ?? 0) < line) this.lines.push(line);
    else this.lines.splice(this.lines.findLastIndex((each) => each <= line) + 1, 0, line);
  }

  /** A line is replaced soon after it was written. */
  private forget(line: number): void {
    const index = this.lines.findLastIndex((each) => each <= line);
    if (this.lines[index] === line) this.lines.splice(index, 1);
  }
}

/** The number of a line, which ends before this index; undefined if something else does. */
function numberBefore(text: string, end: number): number | undefined {
  let [number, unit] = [0, 1];
  for (let at = end - 1; ; at--) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return text.startsWith(LINE, at + 1 - LINE.length) ? number : undefined;
    number += digit * unit;
    unit *= 10;
  }
}

function windowOf(found: readonly number[], near: number): FoundLines {
  const at = found.findIndex((line) => line >= near);
  const middle = at < 0 ? found.length : at;
  const before = Math.max(0, Math.min(middle - MOST_LINES / 2, found.length - MOST_LINES));
  return { count: found.length, before, lines: found.slice(before, before + MOST_LINES) };
}

/** Complete lines of a file, a piece at a time. */
async function* wholeLines(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await openRegularFile(path);
  if (!file) return;
  try {
    const buffer = Buffer.allocUnsafe(PIECE);
    let rest: Buffer = Buffer.alloc(0);
    for (let offset = 0; !signal.aborted; ) {
      const { bytesRead } = await file.read(buffer, 0, PIECE, offset);
      if (bytesRead === 0) return;
      offset += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf(10) + 1;
      rest = Buffer.from(bytes.subarray(end));
      if (end > 0) yield bytes.subarray(0, end);
    }
  } finally {
    await file.close();
  }
}
