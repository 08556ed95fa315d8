/** The lines of a log in their final state. */
import type { LogLine } from '../../shared/builds/build-page.js';

/**
 * The last lines with consecutive numbers, after all replacements. Part of a journal may also replace a much earlier
 * line; that line is left out.
 */
export function shownLines(lines: readonly LogLine[]): LogLine[] {
  const byNumber = new Map(lines.map((line) => [line.line, line]));
  const sorted = [...byNumber.values()].sort((a, b) => a.line - b.line);
  const gap = sorted.findLastIndex(
    (line, index) => index > 0 && line.line !== (sorted[index - 1]?.line ?? 0) + 1,
  );
  return sorted.slice(Math.max(0, gap));
}
