/** The lines of a log as they are shown at last: a line that replaces another one stands in its place. */
import type { LogLine } from './view-models.js';

export function shownLines(lines: readonly LogLine[]): LogLine[] {
  const byNumber = new Map<number, LogLine>();
  for (const line of lines) byNumber.set(line.line, line);
  return [...byNumber.values()];
}
