/** The log lines of a journal, as pages show them. */
import { parseEvent } from '../../builds/journal/journal.js';
import type { LogLine } from '../../shared/builds/build-page.js';

export function outputLines(journalLines: readonly string[]): LogLine[] {
  return journalLines.flatMap((line) => {
    const event = parseEvent(line);
    if (event?.type !== 'output') return [];
    const { step, stream, text, replaces } = event;
    return [{ line: event.line, step, stream, text, ...(replaces && { replaces }) }];
  });
}

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
