import { expect, it } from 'vitest';
import { tableLines } from '../../../src/cli/output/table.js';

it('aligns columns by what a terminal shows, and pads no line at its end', () => {
  const lines = tableLines(
    ['Name', 'Size', ''],
    [
      ['numpy', '1 MB', 'asked for'],
      ['日本', '12 MB', ''],
      ['été', '', ''],
    ],
  );
  expect(lines).toEqual(['Name   Size', 'numpy  1 MB   asked for', '日本   12 MB', 'été']);
});

it('shows each cell on its line, without control characters', () => {
  expect(tableLines(['Name'], [['two\nlines \x1b[31mred\x1b[0m']])).toEqual(['Name', 'two lines red']);
});

it('shows headings alone where there are no rows', () => {
  expect(tableLines(['Name', 'Size'], [])).toEqual(['Name  Size']);
});
