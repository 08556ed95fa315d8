/** The log lines of one step: numbers them, keeps the last ones for the diagnosis, and stops at the limit. */

import type { Journal } from '../../journal/journal.js';
import type { CleanLine } from './clean-line.js';

const KEPT = 400;

export class StepLog {
  /** The last lines, for the diagnosis. */
  readonly last: { line: number; text: string }[] = [];
  private readonly numbers = { stdout: 0, stderr: 0 };

  constructor(
    private readonly journal: Journal,
    private readonly step: string,
    private readonly limit: LogLimit,
  ) {}

  add(stream: 'stdout' | 'stderr', { text, replaces }: CleanLine): void {
    // A line that replaces the stream's last one has the same number.
    const line = replaces && this.numbers[stream] > 0 ? this.numbers[stream] : this.journal.state.lines + 1;
    this.numbers[stream] = line;
    this.keep(line, text);
    const shown = this.limit.cut(text);
    if (shown === undefined) return;
    this.journal.add({
      type: 'output',
      time: Date.now(),
      step: this.step,
      stream,
      line,
      text: shown,
      ...(replaces && { replaces }),
    });
  }

  private keep(line: number, text: string): void {
    if (this.last.at(-1)?.line === line) this.last.pop();
    this.last.push({ line, text });
    if (this.last.length > 2 * KEPT) this.last.splice(0, KEPT);
  }
}

/** The bytes of log that a build may write; at the limit, one line says so and the rest is left out. */
export class LogLimit {
  constructor(private left: number) {}

  cut(text: string): string | undefined {
    if (this.left < 0) return undefined;
    this.left -= text.length + 1;
    return this.left < 0 ? '… the log has reached the site’s limit: the rest is left out' : text;
  }
}
