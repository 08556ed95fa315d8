import { describe, expect, it } from 'vitest';
import type { CauseRow } from '../../../src/builds/diagnosis/causes/cause-row.js';
import { causes } from '../../../src/builds/diagnosis/causes/index.js';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import { cpuSeconds, expectLinear, repeated } from '../../support/cpu-time.js';

const characters = ['A', ' ', '-', '"', '/', ',a', '=', "'", '[', '.so', '├ ', '`', 'a '];

/** Repeated beginnings of a match, and the characters of its parts. */
function hostilePieces({ pattern, example }: CauseRow): string[] {
  const words = example.split(' ');
  const beginnings = words.map((_, index) => `${words.slice(0, index + 1).join(' ')} `);
  const literals = pattern?.source.replaceAll(/\\[a-zA-Z]/g, '\0').match(/[A-Za-z'"`:,._/ <>=-]{3,}/g) ?? [];
  return [...characters, ...beginnings, ...literals].filter((piece) => piece.trim() !== '' || piece === ' ');
}

/** Lines of the maximal length. */
function lines(piece: string): (length: number) => string {
  const line = repeated(piece)(600).slice(0, 600);
  return (length) =>
    Array(Math.ceil(length / 600))
      .fill(line)
      .join('\n');
}

const diagnosed = (text: string) =>
  diagnose({
    phase: 'install',
    exit: 1,
    lines: text.split('\n').map((each, index) => ({ line: index + 1, text: each })),
  });

const rows = causes.flatMap((row, index) => (row.pattern ? [[`${index} ${row.id}`, row] as const] : []));

describe('the pattern of a cause takes linear time', () => {
  it.each(rows)('%s', (_, row) => {
    for (const piece of hostilePieces(row))
      expectLinear((text) => row.pattern?.exec(text), lines(piece), 10_000);
  });
});

/** Seconds, the best of a few runs: so many characters in lines of this width. */
function secondsOf({ pattern }: CauseRow, piece: string, width: number): number {
  const line = repeated(piece)(width).slice(0, width);
  const text = Array(Math.ceil(40_000 / width))
    .fill(line)
    .join('\n');
  return Math.min(...[1, 2, 3].map(() => cpuSeconds(() => pattern?.exec(text))));
}

describe('the pattern of a cause does not read a line again from each of its characters', () => {
  it.each(rows)('%s', (_, row) => {
    for (const piece of characters) {
      // Another one excludes those that another program disturbed.
      const isQuick = () => {
        const long = secondsOf(row, piece, 600);
        return long <= 0.005 || long < 3 * secondsOf(row, piece, 150);
      };
      expect([1, 2, 3, 4].some(isQuick), piece).toBe(true);
    }
  });
});

describe('a diagnosis takes linear time', () => {
  it.each([...characters, 'because ', 'Cannot solve the request ', '404 ', '"error": "'])(
    'of a line full of %j',
    (piece) => expectLinear(diagnosed, repeated(piece), 25_000),
  );

  it.each([...characters, 'PackagesNotFoundError:', 'conflicting dependencies', ' has no '])(
    'of lines full of %j',
    (piece) =>
      expectLinear(
        diagnosed,
        (length) =>
          Array(length / 250)
            .fill(repeated(piece)(4000))
            .join('\n'),
        25_000,
      ),
  );
});
