/** Reads texts as people type them into fields: lists, code, and line ends of any system. */
import { type GivenText, givenText } from '../../reading/given-text.js';

export const TEXT_MOST = 100_000;

/** A typed text as it is read, with its first lines, so that the numbers of lines are those of the field. */
export function typedText(text: string): GivenText {
  return givenText(withLineFeeds(text).trimEnd());
}

export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Entries separated by lines, spaces or commas; lines that start with `#` are ignored. */
export function wordsIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines.flatMap((line) => line.split(/[\s,]+/).filter(Boolean));
}

/** One entry on each line, since versions have commas and spaces. */
export function itemsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Keeps the indentation of the first line, which is part of the code. */
export function codeIn(text: string): string {
  return withLineFeeds(text)
    .replace(/^(\s*\n)+/, '')
    .trimEnd();
}
