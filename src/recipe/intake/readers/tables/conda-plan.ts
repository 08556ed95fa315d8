/** What conda prints before it installs: the environment, and the packages that were asked for. */
import { type Finding, note } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { nameFindings } from '../../../text/name-findings.js';

const HEADING = /^\s{0,20}added ?\/ ?updated specs:\s*$/;
const LOCATION = /^\s{0,20}environment location: .{0,500}?([\w.-]{1,100})\s*$/;
const COMMAND = /\b(?:conda|mamba|micromamba) (?:install|create|update)\b/;
const ITEM = /^\s{0,20}- (\S.{0,200})$/;

export const condaPlan: Reader = {
  id: 'conda-plan',
  label: 'a plan of conda',
  recognizes: ({ lines }) => (startOf(lines) >= 0 ? sureness.certain : sureness.no),
  read,
};

function startOf(lines: readonly string[]): number {
  const start = lines.slice(0, 300).findIndex((line) => HEADING.test(line.slice(0, 200)));
  // The command itself says more.
  const hasCommand = lines.slice(0, Math.max(start, 0)).some((line) => COMMAND.test(line.slice(0, 500)));
  return start >= 0 && !hasCommand && ITEM.test(lines[start + 1] ?? '') ? start : -1;
}

function* read({ lines }: GivenText): Iterable<Finding> {
  const start = startOf(lines);
  for (const [index, line] of lines.slice(0, start).entries()) {
    const [, name] = LOCATION.exec(line) ?? [];
    if (name !== undefined) yield* nameFindings(name).map((found) => ({ ...found, line: index + 1 }));
  }
  for (let index = start + 1; index < lines.length; index += 1) {
    const [from = '', spec] = ITEM.exec(lines[index] ?? '') ?? [];
    if (spec === undefined) break;
    const place = { from: from.trim(), line: index + 1 };
    yield { ...place, kind: 'package', spec: spec.trim(), source: 'conda' };
  }
  yield note('Of the plan of conda, only the packages that were asked for were taken');
}
