/** Searches the whole log of a build, piece by piece, so that other requests are answered meanwhile. */
import { openRegularFile } from '../../base/stored.js';
import { type FoundLines, searchPattern } from '../../shared/log-search.js';
import { plainLine } from '../../shared/terminal-colours.js';
import type { BuildFiles } from '../build-directory.js';
import { ByteSearch, isAt } from './byte-search.js';
import { parseEvent } from './journal.js';

const PIECE = 512 * 1024;
// A page goes from one match to the next, and asks again at the end of what it has.
const MOST_LINES = 2000;
const [NEWLINE, QUOTE, BRACE] = ['\n'.charCodeAt(0), '"'.charCodeAt(0), '}'.charCodeAt(0)];
const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];
const OUTPUT = Buffer.from('{"type":"output"');
const TEXT = Buffer.from(',"text":"');
// What comes before the number of a line, which its text follows.
const LINE = Buffer.from('"line":');
const REPLACES = Buffer.from(',"replaces":true}');

interface OutputLine {
  number: number;
  /** Where the field of the text begins. */
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
  for await (const lines of wholeLines(journal, signal)) finder.search(lines);
  return windowOf(finder.lines, near);
}

/** Looks at lines of a journal. Where their parts are is known, so that they are not parsed. */
class Finder {
  /** Line numbers, ascending. */
  readonly lines: number[] = [];
  private readonly bytes: ByteSearch;
  private readonly pattern: RegExp;
  /** How far the text was from the start of the last line: mostly, it is there again. */
  private distance = 0;

  constructor(text: string) {
    this.bytes = new ByteSearch(text);
    this.pattern = searchPattern(text, '');
  }

  /** Complete lines. */
  search(lines: Buffer): void {
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(NEWLINE, start);
      if (isAt(lines, start, OUTPUT)) this.look(lines, start, end);
      start = end + 1;
    }
  }

  private look(lines: Buffer, start: number, end: number): void {
    const text = this.textOf(lines, start);
    const number = text < end && lines[end - 1] === BRACE ? numberBefore(lines, text) : 0;
    if (number === 0) this.parse(lines.toString('utf8', start, end));
    else this.lookAt(lines, { number, text, end });
  }

  private lookAt(lines: Buffer, { number, text, end }: OutputLine): void {
    const replaces = lines[end - 2] !== QUOTE && isAt(lines, end - REPLACES.length, REPLACES);
    if (replaces) this.forget(number);
    if (this.bytes.isIn(lines, text + TEXT.length, end)) this.put(number);
  }

  /** Where the field of the text begins. Its quotes cannot be in another string, where they would be escaped. */
  private textOf(lines: Buffer, start: number): number {
    for (let more = 0; more < 2; more++)
      if (isAt(lines, start + this.distance + more, TEXT)) return start + this.distance + more;
    const text = lines.indexOf(TEXT, start);
    this.distance = Math.max(0, text - start);
    return text < 0 ? Number.POSITIVE_INFINITY : text;
  }

  /** A line with its fields in another order. */
  private parse(line: string): void {
    const event = parseEvent(line);
    if (event?.type !== 'output') return;
    if (event.replaces) this.forget(event.line);
    if (this.pattern.test(plainLine(event.text))) this.put(event.line);
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

/** The number of a line, which ends before this index; 0 if something else does. Lines are counted from 1. */
function numberBefore(bytes: Buffer, end: number): number {
  let [number, unit, at] = [0, 1, end - 1];
  for (; isDigit(bytes[at]); at--) {
    number += ((bytes[at] as number) - ZERO) * unit;
    unit *= 10;
  }
  return isAt(bytes, at + 1 - LINE.length, LINE) ? number : 0;
}

function isDigit(byte = 0): boolean {
  return byte >= ZERO && byte <= NINE;
}

function windowOf(found: readonly number[], near: number): FoundLines {
  const at = found.findIndex((line) => line >= near);
  const middle = at < 0 ? found.length : at;
  const before = Math.max(0, Math.min(middle - MOST_LINES / 2, found.length - MOST_LINES));
  return { count: found.length, before, lines: found.slice(before, before + MOST_LINES) };
}

/** Complete lines of a file, a piece at a time. A piece is valid until the next one is asked for. */
async function* wholeLines(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await openRegularFile(path);
  if (!file) return;
  try {
    let buffer = Buffer.allocUnsafe(2 * PIECE);
    let kept = 0;
    for (let offset = 0; !signal.aborted; ) {
      if (kept > buffer.length - PIECE) buffer = Buffer.concat([buffer], 2 * buffer.length);
      const { bytesRead } = await file.read(buffer, kept, PIECE, offset);
      if (bytesRead === 0) return;
      offset += bytesRead;
      const filled = kept + bytesRead;
      const end = buffer.subarray(0, filled).lastIndexOf(NEWLINE) + 1;
      if (end > 0) yield buffer.subarray(0, end);
      buffer.copyWithin(0, end, filled);
      kept = filled - end;
    }
  } finally {
    await file.close();
  }
}
