/** Reads any place of a build's log from the server. */

import { LOG_PIECE_BYTES } from '../../shared/build-events.js';
import { parseSgr } from '../../shared/terminal-colours.js';
import type { LogLine } from '../../shared/view-models.js';
import type { Piece, WindowLine } from './log-window.js';

/** The lines that end before a byte offset of the journal, or at its end. */
export type ReadPiece = (before?: number) => Promise<Piece>;

/** @throws Error if the server does not answer. */
export function pieceReader(url: string): ReadPiece {
  return async (before) => {
    const response = await fetch(before === undefined ? url : `${url}?before=${before}`);
    if (!response.ok) throw new Error(`The server answered ${response.status}`);
    const { lines, offset, end }: { lines: LogLine[]; offset: number; end: number } = await response.json();
    return { start: offset, end, lines: lines.map(toWindowLine) };
  };
}

export function toWindowLine({ line, step, stream, text }: Omit<LogLine, 'replaces'>): WindowLine {
  return { line, step, stream, runs: parseSgr(text) };
}

/** The piece that begins at an offset: it is the one before an offset as far away as a piece is long. */
export function readAfter(read: ReadPiece, offset: number): Promise<Piece> {
  // What the server reads begins with the line feed before it.
  return read(offset + LOG_PIECE_BYTES - 1);
}

const TRIES = 12;

/** A place in the log: its byte offset in the journal, and the number of the line there. */
export interface LogPosition {
  offset: number;
  line: number;
}

/** The piece with a line that lies somewhere before a place: found by its number, in a few guesses. */
export async function findPiece(
  read: ReadPiece,
  wanted: number,
  before: LogPosition,
): Promise<Piece | undefined> {
  let low: LogPosition = { offset: 0, line: 1 };
  let high = before;
  for (let tried = 0; tried < TRIES && low.offset < high.offset; tried++) {
    const part = (wanted - low.line) / Math.max(1, high.line - low.line);
    const guess = low.offset + part * (high.offset - low.offset) + LOG_PIECE_BYTES / 2;
    const piece = await read(Math.ceil(Math.min(guess, high.offset)));
    const numbers = piece.lines.map(({ line }) => line);
    if (numbers.length === 0) return undefined;
    if (numbers.includes(wanted)) return piece;
    if (wanted < Math.min(...numbers)) high = { offset: piece.start, line: Math.min(...numbers) };
    else low = { offset: piece.end, line: Math.max(...numbers) };
  }
  return undefined;
}
