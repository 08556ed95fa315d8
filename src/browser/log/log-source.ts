/** Reads any part of a build's log from the server. */

import { LOG_PIECE_BYTES } from '../../shared/builds/build-events.js';
import { isLogPiece, type LogLine } from '../../shared/builds/build-page.js';
import { parseSgr } from '../../shared/terminal-colours.js';
import { jsonOf } from '../shared/session.js';
import type { Piece, WindowLine } from './log-window.js';

/** Reads the lines before a byte offset of the journal, or before its end. */
export type ReadPiece = (before?: number) => Promise<Piece>;

/** @throws Error if the server does not respond. */
export function pieceReader(url: string): ReadPiece {
  return async (before) => {
    const response = await fetch(before === undefined ? url : `${url}?before=${before}`);
    if (!response.ok) throw new Error(`The server answered ${response.status}`);
    const found = await jsonOf(response, isLogPiece);
    if (!found) throw new Error('The server did not answer with lines of the log');
    return { start: found.offset, end: found.end, lines: found.lines.map(toWindowLine) };
  };
}

export function toWindowLine({ line, step, stream, text }: Omit<LogLine, 'replaces'>): WindowLine {
  return { line, step, stream, runs: parseSgr(text) };
}

/** The piece that starts at an offset: the one before the offset plus the length of a piece. */
export function readAfter(read: ReadPiece, offset: number): Promise<Piece> {
  // The server starts reading at the preceding line feed.
  return read(offset + LOG_PIECE_BYTES - 1);
}

const GUESS_LIMIT = 12;

/** A position in the log: a byte offset in the journal and the number of the line there. */
export interface LogPosition {
  offset: number;
  line: number;
}

/** Finds the piece with a line before a position, by interpolation; undefined if it does not exist. */
export async function findPiece(
  read: ReadPiece,
  wanted: number,
  before: LogPosition,
): Promise<Piece | undefined> {
  let low: LogPosition = { offset: 0, line: 1 };
  let high = before;
  for (let tried = 0; tried < GUESS_LIMIT && low.offset < high.offset; tried++) {
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
