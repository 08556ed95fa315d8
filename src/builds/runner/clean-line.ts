/**
 * What becomes of a tool's raw output before it is journalled: lines of plain text, in which colours are the
 * only escape sequences, a moving progress bar is one line, and secrets are masked. Memory stays bounded.
 */
import { StringDecoder } from 'node:string_decoder';
import {
  cut,
  isBlank,
  isSpecial,
  splitSequences,
  withoutControls,
  withoutLast,
} from '../../base/terminal-text.js';
import { createMasker, type Masker } from './mask-secrets.js';

export { secretValues } from './mask-secrets.js';

/** `replaces` says that the text takes the place of the line that this reader gave before. */
export interface Line {
  text: string;
  replaces: boolean;
}

/** The lines of one stream of one process. */
export interface LineReader {
  /** The lines that this chunk of bytes has ended. */
  push(chunk: Uint8Array): Line[];
  /** How the unended line stands, if that changed since it was last given. To be called about 4 times a second. */
  tick(): Line[];
  /** What is left once the stream has ended. */
  end(): Line[];
}

export interface LineReaderOptions {
  /** Secret values. */
  mask: readonly string[];
  /** Characters of a line that are kept. */
  most?: number;
}

/** A new reader, for one stream. */
export function createLineReader({ mask, most = 4000 }: LineReaderOptions): LineReader {
  return new Reader(createMasker(mask), most);
}

/** What stands in the unended line: its beginning, and how many characters more there were. */
interface Content {
  text: string;
  left: number;
}

const nothing: Content = { text: '', left: 0 };

/** A secret or a URL's password that the cut falls into must be seen whole to be masked. */
const spare = 500;
/** An escape sequence longer than this is kept only as far as it takes to find its end. */
const longestSequence = 1000;

class Reader implements LineReader {
  private readonly decoder = new StringDecoder('utf8');
  private readonly keep: number;
  /** What was written since the last carriage return, and what stood there before. */
  private current = nothing;
  private former = nothing;
  /** The beginning of an escape sequence whose end has not come. */
  private sequence = '';
  /** What tick() gave of the unended line. */
  private given: string | undefined;

  constructor(
    private readonly masker: Masker,
    private readonly most: number,
  ) {
    this.keep = most + masker.longest + spare;
  }

  push(chunk: Uint8Array): Line[] {
    return this.read(this.decoder.write(chunk));
  }

  tick(): Line[] {
    const text = this.shorten(this.shown, this.masker.maskBeginning);
    if (isBlank(text) || text === this.given) return [];
    const line = { text, replaces: this.given !== undefined };
    this.given = text;
    return [line];
  }

  end(): Line[] {
    const lines = this.read(this.decoder.end());
    return this.shown.text ? [...lines, ...this.endLine()] : lines;
  }

  private read(text: string): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.add(text.slice(start, end));
      lines.push(...this.endLine());
      start = end + 1;
    }
    if (start < text.length) this.add(text.slice(start));
    return lines;
  }

  private add(part: string): void {
    if (!this.sequence && !isSpecial(part)) {
      this.write(part);
      return;
    }
    const { text, open } = splitSequences(this.sequence + part);
    this.sequence = open.length > longestSequence ? open.slice(0, 2) : open;
    text.split('\r').forEach((state, index) => {
      if (index > 0) this.returnCarriage();
      this.writeErasing(state);
    });
  }

  private returnCarriage(): void {
    this.former = this.shown;
    this.current = nothing;
  }

  private writeErasing(text: string): void {
    withoutControls(text)
      .split('\b')
      .forEach((piece, index) => {
        if (index > 0) this.current = erased(this.current);
        this.write(piece);
      });
  }

  private write(text: string): void {
    const room = Math.max(0, this.keep - this.current.text.length);
    this.current = {
      text: this.current.text + text.slice(0, room),
      left: this.current.left + Math.max(0, text.length - room),
    };
  }

  /** The line as a person sees it; a progress bar that wiped itself out keeps its last state. */
  private get shown(): Content {
    return this.former.text && isBlank(this.current.text) ? this.former : this.current;
  }

  private endLine(): Line[] {
    const { masker, shown, given } = this;
    const text = this.shorten(shown, shown.left > 0 ? masker.maskBeginning : masker.mask);
    this.current = this.former = nothing;
    this.sequence = '';
    this.given = undefined;
    return given === text ? [] : [{ text, replaces: given !== undefined }];
  }

  private shorten({ text, left }: Content, mask: (text: string) => string): string {
    const masked = mask(text);
    const kept = cut(masked, this.most);
    const omitted = left + masked.length - kept.length;
    return omitted > 0 ? `${kept} … ${omitted} characters left out` : kept;
  }
}

function erased({ text, left }: Content): Content {
  return left > 0 ? { text, left: left - 1 } : { text: withoutLast(text), left };
}
