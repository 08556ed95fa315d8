/**
 * The part of a log that a page has loaded: adjacent pieces of the journal, with a limited number of lines. It grows at
 * one end and shrinks at the other, by whole pieces. Pure.
 */
import type { Run } from '../../shared/terminal-colours.js';

export interface WindowLine {
  /** Counted from 1 over the whole build. */
  line: number;
  step: string;
  stream: 'stdout' | 'stderr';
  runs: Run[];
}

/** The log lines between two byte offsets of the journal. Of a repeated line the last one counts. */
export interface Piece {
  start: number;
  end: number;
  lines: readonly WindowLine[];
}

export const LINE_LIMIT = 5000;
/** The limit while following: each paint costs as much as there are lines. */
export const FOLLOW_LIMIT = 2000;
// Adjacent small pieces are merged, so that a log that arrives line by line has few pieces.
const PIECE_LINES = 500;

export class LogWindow {
  private pieces: { start: number; end: number; lines: WindowLine[] }[] = [];
  /** The last text of lines that a later piece replaced. */
  private readonly late = new Map<number, WindowLine>();
  private changed = new Set<number>();

  constructor(first: Piece) {
    this.reset(first);
  }

  get lines(): WindowLine[] {
    return this.pieces.flatMap(({ lines }) => lines);
  }

  get start(): number {
    return this.pieces[0]?.start ?? 0;
  }

  get end(): number {
    return this.pieces.at(-1)?.end ?? 0;
  }

  /** The numbers of the lines that changed since the last call. */
  takeChanged(): Set<number> {
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }

  /** Moves to another part of the log. */
  reset(piece: Piece): void {
    this.pieces = [{ ...piece, lines: this.latest(piece.lines) }];
    this.changed = new Set(this.lines.map(({ line }) => line));
  }

  /**
   * Appends a piece. If the window is full, the first lines are dropped; with `stay`, the piece is ignored instead. A
   * piece that does not follow the end is ignored, unless a `gap` of folded lines may be between them.
   */
  append(piece: Piece, { stay = false, most = LINE_LIMIT, gap = false } = {}): void {
    if ((piece.start > this.end && !gap) || piece.end <= this.end) return;
    if (stay && this.size + piece.lines.length > most) return;
    const { newest } = this;
    for (const line of piece.lines) if (line.line <= newest) this.replace(line);
    this.addPiece(piece, latestOf(piece.lines.filter(({ line }) => line > newest)));
    while (this.size > most && this.pieces.length > 1) this.pieces.shift();
  }

  /** Prepends a piece. If the window is full, the last lines are dropped. A `gap` of folded lines may be between them. */
  prepend(piece: Piece, { gap = false } = {}): void {
    if ((piece.end !== this.start && !gap) || piece.start >= Math.min(piece.end, this.start)) return;
    const first = this.lines[0]?.line ?? Number.POSITIVE_INFINITY;
    const lines = this.latest(piece.lines).filter(({ line }) => line < first);
    this.pieces.unshift({ ...piece, lines });
    while (this.size > LINE_LIMIT && this.pieces.length > 1) this.pieces.pop();
  }

  private get size(): number {
    return this.pieces.reduce((sum, { lines }) => sum + lines.length, 0);
  }

  private get newest(): number {
    return this.pieces.findLast(({ lines }) => lines.length > 0)?.lines.at(-1)?.line ?? 0;
  }

  private addPiece({ start, end }: Piece, lines: WindowLine[]): void {
    const last = this.pieces.at(-1);
    if (last && start <= last.end && last.lines.length + lines.length <= PIECE_LINES) {
      last.lines.push(...lines);
      last.end = end;
    } else {
      this.pieces.push({ start: Math.max(start, this.end), end, lines });
    }
  }

  private replace(line: WindowLine): void {
    const piece = this.pieces.findLast(({ lines: [first] }) => first && first.line <= line.line);
    const index = piece?.lines.findLastIndex((each) => each.line === line.line) ?? -1;
    if (piece && index >= 0) piece.lines[index] = line;
    if (piece !== this.pieces.at(-1)) this.late.set(line.line, line);
    this.changed.add(line.line);
  }

  private latest(lines: readonly WindowLine[]): WindowLine[] {
    return latestOf(lines).map((line) => this.late.get(line.line) ?? line);
  }
}

/** The last state of each line, in the order of the first ones. */
function latestOf(lines: readonly WindowLine[]): WindowLine[] {
  return [...new Map(lines.map((line) => [line.line, line])).values()];
}
