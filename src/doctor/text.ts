/** What was found as text, for a terminal, and to copy from the page into a message. Pure. */

import type { Finding, Status } from '../shared/finding.js';
import { count } from '../shared/format.js';

export const statusMarks: Readonly<Record<Status, string>> = { ok: '✓', warn: '!', fail: '✗' };

/** One line for each finding, under it what to do, and the sum at the end. */
export function findingLines(
  findings: readonly Finding[],
  mark: (status: Status) => string = (status) => statusMarks[status],
): string[] {
  const lines = findings.flatMap(({ title, status, found, mend }) => {
    const line = `${mark(status)} ${title}: ${found}`;
    return mend ? [line, `    → ${mend}`] : [line];
  });
  return [...lines, '', sumOf(findings)];
}

/** `25 checks: 23 good, 1 to look at, 1 to mend`. */
export function sumOf(findings: readonly Finding[]): string {
  const number = (status: Status) => findings.filter((each) => each.status === status).length;
  return `${count(findings.length, 'check')}: ${number('ok')} good, ${number('warn')} to look at, ${number('fail')} to mend`;
}
