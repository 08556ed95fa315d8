import { describe, expect, it } from 'vitest';
import { shownLines } from '../../../src/web/log/log-lines.js';

const line = (number: number, text: string, replaces?: true) => ({
  line: number,
  step: 'install-packages',
  stream: 'stdout' as const,
  text,
  ...(replaces && { replaces }),
});

describe('The lines of a log as they are shown', () => {
  it.each([
    ['stay as they came', [line(1, 'a'), line(2, 'b')], ['a', 'b']],
    [
      'show a progress bar once, as it stood last',
      [line(1, '10 %'), line(1, '90 %', true), line(2, 'b')],
      ['90 %', 'b'],
    ],
    [
      'keep the place of a bar that moves between the lines of others',
      [line(1, '10 %'), line(2, 'b'), line(1, '90 %', true)],
      ['90 %', 'b'],
    ],
    [
      'leave out news of a line from long before',
      [line(8, 'a'), line(3, '90 %', true), line(9, 'b')],
      ['a', 'b'],
    ],
    [
      'show a bar that began before the piece, where nothing else is there',
      [line(57, '10 %', true), line(57, '90 %', true)],
      ['90 %'],
    ],
    ['may be none', [], []],
  ])('%s', (_, given, texts) => {
    expect(shownLines(given).map(({ text }) => text)).toEqual(texts);
  });
});
