/**
 * Cleans a tool's raw output before it is recorded: lines of plain text in which colours are the only escape sequences,
 * a progress bar is one line, and secrets are masked. Memory is bounded.
 */
import { StringDecoder } from 'node:string_decoder';
import {
  cut,
  isBlank,
  isSpecial,
  splitSequences,
  withoutControls,
  withoutLast,
} from '../../../base/text/terminal-text.js';
import { createMasker, type Masker } from './mask-secrets.js';

export { secretValues } from './mask-secrets.js';

/** `replaces` says that the text replaces the line that this reader returned before. */
export interface CleanLine {
  text: string;
  replaces: boolean;
}

/** The lines of one stream of one process. */
export interface OutputReader {
  /** The lines that end in this chunk of bytes. */
  push(chunk: Uint8Array): CleanLine[];
  /** The incomplete line, if it changed since it was last returned. Call it about 4 times a second. */
  tick(): CleanLine[];
  /** The rest, once the stream has ended. */
  end(): CleanLine[];
}

export interface LineReaderOptions {
  /** Secret values. */
  mask: readonly string[];
  /** The maximal length of a line, in characters. */
  most?: number;
}

/** Makes a reader for one stream. */
export function createLineReader({ mask, most = 4000 }: LineReaderOptions): OutputReader {
  return new CleaningReader(createMasker(mask), most);
}

/** The content of the incomplete line: its beginning, and the number of characters after it. */
interface Content {
  text: string;
  left: number;
}

const nothing: Content = { text: '', left: 0 };

/** Extra characters that are kept, so that a secret or a URL's password at the cut is masked as a whole. */
const spare = 500;
/** Of a longer escape sequence, only as much is kept as is needed to find its end. */
const longestSequence = 1000;

class CleaningReader implements OutputReader {
  private readonly decoder = new StringDecoder('utf8');
  private readonly keep: number;
  /** The text since the last carriage return, and the text before it. */
  private current = nothing;
  private former = nothing;
  /** The beginning of an incomplete escape sequence. */
  private sequence = '';
  /** What tick() returned of the incomplete line. */
  private given: string | undefined;

  constructor(
    private readonly masker: Masker,
    private readonly most: number,
  ) {
    this.keep = most + masker.longest + spare;
  }

  push(chunk: Uint8Array): CleanLine[] {
    return this.read(this.decoder.write(chunk));
  }

  tick(): CleanLine[] {
    const text = this.shorten(this.shown, this.masker.maskBeginning);
    if (isBlank(text) || text === this.given) return [];
    const line = { text, replaces: this.given !== undefined };
    this.given = text;
    return [line];
  }

  end(): CleanLine[] {
    const lines = this.read(this.decoder.end());
    return this.shown.text ? [...lines, ...this.endLine()] : lines;
  }

  private read(text: string): CleanLine[] {
    const lines: CleanLine[] = [];
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

  /** The line as a terminal shows it; a progress bar that erased itself keeps its last state. */
  private get shown(): Content {
    return this.former.text && isBlank(this.current.text) ? this.former : this.current;
  }

  private endLine(): CleanLine[] {
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
