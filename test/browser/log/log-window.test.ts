import { describe, expect, it } from 'vitest';
import {
  FOLLOW_LIMIT,
  LINE_LIMIT,
  LogWindow,
  type Piece,
  type WindowLine,
} from '../../../src/browser/log/log-window.js';

const said = (line: number, text = `line ${line}`): WindowLine => {
  return { line, step: 'install', stream: 'stdout', runs: [{ text, classes: '' }] };
};

/** Lines `first` … `last`, of ten bytes each. */
const piece = (first: number, last: number): Piece => {
  const lines = Array.from({ length: last - first + 1 }, (_, index) => said(first + index));
  return { start: (first - 1) * 10, end: last * 10, lines };
};

const numbers = ({ lines }: LogWindow) => lines.map(({ line }) => line);
const range = ({ lines, start, end }: LogWindow) => ({
  first: lines[0]?.line,
  last: lines.at(-1)?.line,
  start,
  end,
});
const textOf = (window: LogWindow, line: number) =>
  window.lines.find((each) => each.line === line)?.runs[0]?.text;

describe('At the end of a log', () => {
  it('takes lines as they come', () => {
    const window = new LogWindow(piece(1, 3));
    window.append(piece(4, 4));
    window.append(piece(5, 6));
    expect(numbers(window)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('never holds more than its share of 200,000 lines, and holds the last ones', () => {
    const window = new LogWindow(piece(1, 1));
    let most = 0;
    for (let line = 2; line <= 200_000; line += 1999) {
      window.append(piece(line, line + 1998));
      most = Math.max(most, window.lines.length);
    }
    const last = range(window).last ?? 0;
    const held = window.lines.length;
    expect(most).toBeLessThanOrEqual(LINE_LIMIT);
    expect(held).toBeGreaterThan(LINE_LIMIT / 3);
    expect(last).toBeGreaterThanOrEqual(200_000);
    expect(numbers(window)).toEqual(Array.from({ length: held }, (_, at) => last - held + 1 + at));
  });

  it('knows from which byte on it holds the log, so that what is before can be fetched', () => {
    const window = new LogWindow(piece(1, 3000));
    window.append(piece(3001, 6000));
    expect(range(window)).toEqual({ first: 3001, last: 6000, start: 30_000, end: 60_000 });
  });

  it('holds fewer of them while they rush by', () => {
    const window = new LogWindow(piece(1, 1));
    for (let line = 2; line < 10_000; line += 100)
      window.append(piece(line, line + 99), { most: FOLLOW_LIMIT });
    expect(window.lines.length).toBeLessThanOrEqual(FOLLOW_LIMIT);
    expect(window.lines.length).toBeGreaterThan(FOLLOW_LIMIT / 2);
  });

  it('leaves everything where it is while somebody reads, once it is full', () => {
    const window = new LogWindow(piece(1, 4000));
    window.append(piece(4001, 4900), { stay: true });
    window.append(piece(4901, 6000), { stay: true });
    window.append(piece(6001, 6001), { stay: true });
    expect(range(window)).toMatchObject({ first: 1, last: 4900 });
  });

  it.each([
    ['a piece that it has', piece(2, 3)],
    ['a piece after a gap', piece(5, 6)],
  ])('passes over %s', (_, other) => {
    const window = new LogWindow(piece(1, 3));
    window.append(other);
    expect(numbers(window)).toEqual([1, 2, 3]);
  });

  it('takes of a piece that overlaps only what is new', () => {
    const window = new LogWindow(piece(1, 3));
    window.append(piece(2, 5));
    expect(numbers(window)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('A line that is repeated', () => {
  it('changes in its place', () => {
    const window = new LogWindow(piece(1, 3));
    window.takeChanged();
    window.append({ start: 30, end: 50, lines: [said(2, '50 %'), said(2, '100 %')] });
    expect(numbers(window)).toEqual([1, 2, 3]);
    expect(textOf(window, 2)).toBe('100 %');
    expect([...window.takeChanged()]).toEqual([2]);
    expect([...window.takeChanged()]).toEqual([]);
  });

  it('counts once where a piece has it twice', () => {
    const window = new LogWindow({ start: 0, end: 30, lines: [said(1, '1 %'), said(2), said(1, '2 %')] });
    expect(numbers(window)).toEqual([1, 2]);
    expect(textOf(window, 1)).toBe('2 %');
  });

  it('is shown in its last state when the reader comes back to it', () => {
    const window = new LogWindow(piece(1, 3000));
    window.append(piece(3001, 4500));
    window.append({ start: 45_000, end: 45_010, lines: [said(7, '100 %')] });
    window.append({ ...piece(4501, 6000), start: 45_010 });
    expect(range(window).first).toBe(3001);
    window.prepend(piece(1, 3000));
    expect(textOf(window, 7)).toBe('100 %');
  });
});

describe('Going back in a log', () => {
  it('adds what was before, and lets go of the end', () => {
    const window = new LogWindow(piece(5001, 7000));
    window.prepend(piece(3001, 5000));
    expect(range(window)).toMatchObject({ first: 3001, last: 7000 });
    window.prepend(piece(1, 3000));
    expect(range(window)).toEqual({ first: 1, last: 5000, start: 0, end: 50_000 });
  });

  it('goes on from where it let go', () => {
    const window = new LogWindow(piece(2001, 7000));
    window.prepend(piece(1, 2000));
    window.append(piece(2001, 4000));
    expect(range(window)).toMatchObject({ first: 1, last: 4000 });
  });

  it('passes over a piece that does not end where it begins', () => {
    const window = new LogWindow(piece(11, 12));
    window.prepend(piece(1, 5));
    expect(numbers(window)).toEqual([11, 12]);
  });

  it('keeps the later text of a line that both pieces have', () => {
    const window = new LogWindow({ start: 30, end: 50, lines: [said(3, '100 %'), said(4)] });
    window.prepend({ start: 0, end: 30, lines: [said(1), said(2), said(3, '10 %')] });
    expect(numbers(window)).toEqual([1, 2, 3, 4]);
    expect(textOf(window, 3)).toBe('100 %');
  });
});
