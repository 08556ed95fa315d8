/** Formats tables of text. Pure. */
import { plainText } from './plain-text.js';

/** The headings and the rows. The last column is not padded. */
export function tableLines(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [headings, ...rows.map((row) => row.map(plainText))];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

// Characters that take two columns on a terminal: the large blocks of https://www.unicode.org/reports/tr11/.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The width of a text on a terminal, in columns. */
function widthOf(text: string): number {
  const shown = [...text.replace(/\p{M}|\u200d/gu, '')];
  return shown.reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
