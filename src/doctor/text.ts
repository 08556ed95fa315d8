/** Formats findings as text, for a terminal or a support request. Pure. */

import type { SiteFinding, Status } from '../shared/finding.js';
import { count } from '../shared/format.js';

export const statusMarks: Readonly<Record<Status, string>> = { ok: '✓', warn: '!', fail: '✗' };

/** One line for each finding, with its fix on the next line, and a summary at the end. */
export function findingLines(
  findings: readonly SiteFinding[],
  mark: (status: Status) => string = (status) => statusMarks[status],
): string[] {
  const lines = findings.flatMap(({ title, status, found, fix }) => {
    const line = `${mark(status)} ${title}: ${found}`;
    return fix ? [line, `    → ${fix}`] : [line];
  });
  return [...lines, '', summaryOf(findings)];
}

/** `25 checks: 23 passed, 1 warning, 1 failed`. */
export function summaryOf(findings: readonly SiteFinding[]): string {
  const number = (status: Status) => findings.filter((each) => each.status === status).length;
  return `${count(findings.length, 'check')}: ${number('ok')} passed, ${count(number('warn'), 'warning')}, ${number('fail')} failed`;
}
