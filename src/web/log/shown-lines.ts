/** The lines of a log as they are shown at last. */
import type { LogLine } from '../../shared/view-models.js';

/**
 * The last lines that have numbers without a gap, each as it stands after all replacements. A piece of a journal
 * may also hold news of a line that began long before it; that line alone would only puzzle.
 */
export function shownLines(lines: readonly LogLine[]): LogLine[] {
  const byNumber = new Map(lines.map((line) => [line.line, line]));
  const sorted = [...byNumber.values()].sort((a, b) => a.line - b.line);
  const gap = sorted.findLastIndex(
    (line, index) => index > 0 && line.line !== (sorted[index - 1]?.line ?? 0) + 1,
  );
  return sorted.slice(Math.max(0, gap));
}
