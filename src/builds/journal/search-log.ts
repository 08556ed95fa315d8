/** Searches the whole log of a build, piece by piece, so that other requests are answered meanwhile. */
import { openRegularFile } from '../../base/stored.js';
import { type FoundLines, isAscii, journalPattern, searchPattern } from '../../shared/log-search.js';
import { plainLine } from '../../shared/terminal-colours.js';
import type { BuildFiles } from '../build-directory.js';
import { parseEvent } from './journal.js';

const PIECE = 256 * 1024;
// A page goes from one match to the next, and asks again at the end of what it has.
const MOST_LINES = 2000;
const REPLACES = '"replaces":true';
const OUTPUT = '{"type":"output"';
const TEXT = '"text":"';
const NUMBER = /"line":(\d+),"text":"$/;

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

  /** Complete lines of the journal, in this encoding. */
  search(lines: string): void {
    // Most pieces have no progress bar, and most lines no match: only the others are parsed.
    if (lines.includes(REPLACES)) for (const line of lines.split('\n')) this.look(line);
    else this.searchRoughly(lines);
  }

  private searchRoughly(lines: string): void {
    const { rough } = this;
    let next = 0;
    for (let start = 0; start < lines.length; start = next) {
      rough.lastIndex = start;
      const match = rough.exec(lines);
      if (!match) return;
      start = lines.lastIndexOf('\n', match.index) + 1;
      next = lines.indexOf('\n', match.index) + 1 || lines.length;
      this.lookAt(lines.slice(start, next), match.index - start);
    }
  }

  /** A line with a rough match at an index, perhaps in another field than the text. */
  private lookAt(line: string, index: number): void {
    const text = line.indexOf(TEXT) + TEXT.length;
    // What JSON escapes may be a colour with a match in its code.
    const isEscaped = line.includes('\\', text);
    const number = isEscaped ? undefined : NUMBER.exec(line.slice(0, text))?.[1];
    if (!number || !line.startsWith(OUTPUT)) this.look(line);
    else if (this.isInText(line, index, text)) this.put(Number(number));
  }

  private isInText(line: string, index: number, text: number): boolean {
    this.rough.lastIndex = text;
    const found = index < text ? (this.rough.exec(line)?.index ?? line.length) : index;
    return found < line.lastIndexOf('"');
  }

  private look(line: string): void {
    if (!line.startsWith(OUTPUT)) return;
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
