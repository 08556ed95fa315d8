import { describe, expect, it } from 'vitest';
import { findPiece, type ReadPiece, readAfter } from '../../../src/browser/log/log-source.js';
import type { WindowLine } from '../../../src/browser/log/log-window.js';
import { LOG_PIECE_BYTES } from '../../../src/shared/builds/build-events.js';

/** A journal of lines with different lengths, read as the server does, and a count of reads. */
function journal(count: number): { read: ReadPiece; end: number; starts: number[]; times: () => number } {
  const starts: number[] = [];
  let end = 0;
  for (let line = 1; line <= count; line++) {
    starts.push(end);
    end += 100 + (line % 7) * 50 + (line > count / 2 ? 400 : 0);
  }
  let times = 0;
  const read: ReadPiece = async (before = end) => {
    times += 1;
    const upTo = [...starts, end].filter((offset) => offset <= before).at(-1) ?? 0;
    const from = starts.find((offset) => offset >= Math.max(0, before - LOG_PIECE_BYTES)) ?? end;
    const inside = starts
      .map((start, index) => ({ start, line: index + 1 }))
      .filter(({ start }) => from <= start && start < upTo);
    const lines = inside.map(({ line }): WindowLine => ({ line, step: 's', stream: 'stdout', runs: [] }));
    return { start: from, end: upTo, lines };
  };
  return { read, end, starts, times: () => times };
}

describe('Finding a line by its number', () => {
  it.each([1, 2, 777, 25_000, 49_999, 50_000])('finds line %i of 50,000 in a few guesses', async (wanted) => {
    const { read, end, times } = journal(50_000);
    const piece = await findPiece(read, wanted, { offset: end, line: 50_000 });
    expect(piece?.lines.map(({ line }) => line)).toContain(wanted);
    expect(times()).toBeLessThanOrEqual(6);
  });

  it('gives up where there is no such line', async () => {
    const { read, end } = journal(50_000);
    expect(await findPiece(read, 60_000, { offset: end, line: 50_000 })).toBeUndefined();
  });
});

it('reads on from the very line where a piece has ended', async () => {
  const { read, starts } = journal(50_000);
  const piece = await readAfter(read, starts[1000] ?? 0);
  expect(piece.start).toBe(starts[1000]);
  expect(piece.lines[0]?.line).toBe(1001);
});
