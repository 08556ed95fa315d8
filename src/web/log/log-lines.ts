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
