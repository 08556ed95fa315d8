/** The lines of a requirements file as pip reads them: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */

import { refuseLongText } from '../../text/list-lines.js';

export interface LogicalLine {
  /** The number of its first line, counted from 1. */
  number: number;
  /** How many lines of the file it has. */
  count: number;
  /** Without comments, with single spaces. */
  text: string;
}

/**
 * Lines that end in a backslash go on in the next one. Empty lines and comments are left out.
 * @throws UserError `text-has-many-lines`.
 */
export function logicalLines(lines: readonly string[]): LogicalLine[] {
  refuseLongText(lines);
  const found: LogicalLine[] = [];
  let parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const isOpen = /\\\s{0,100}$/.test(line.slice(-101)) && !line.trimStart().startsWith('#');
    parts.push(isOpen ? line.replace(/\\\s*$/, '') : line);
    if (isOpen && index < lines.length - 1) continue;
    const text = parts.map(withoutComment).join(' ').replace(/\s+/g, ' ').trim();
    if (text !== '') found.push({ number: index + 2 - parts.length, count: parts.length, text });
    parts = [];
  }
  return found;
}

function withoutComment(line: string): string {
  const at = line.trimStart().startsWith('#') ? 0 : line.search(/\s#/);
  return at < 0 ? line : line.slice(0, at);
}
