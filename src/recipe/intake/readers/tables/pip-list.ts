/** What `pip list` and `uv pip list` print: https://pip.pypa.io/en/stable/cli/pip_list/ */
import { type Finding, leftOut } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';

const HEADING = /^Package\s{1,200}Version\b/;

export const pipList: Reader = {
  id: 'pip-list',
  label: 'a table of pip list',
  recognizes: ({ lines }) => (startOf(lines) >= 0 ? sureness.certain : sureness.no),
  read,
};

/** The line of dashes below the heading. */
function startOf(lines: readonly string[]): number {
  const heading = lines.slice(0, 50).findIndex((line) => HEADING.test(line.slice(0, 300).trim()));
  return heading >= 0 && /^\s*-{3,}\s+-{3,}/.test(lines[heading + 1] ?? '') ? heading + 1 : -1;
}

function* read({ lines }: GivenText): Iterable<Finding> {
  const start = startOf(lines);
  for (let index = start + 1; index < lines.length; index += 1) {
    const text = (lines[index] ?? '').slice(0, 500).trim();
    if (text !== '') yield { ...rowFinding(text), line: index + 1, from: text };
  }
}

function rowFinding(text: string): Finding {
  const [name = '', version = '', directory] = text.split(/\s+/);
  if (!/^\d/.test(version)) return leftOut(text, NO_ROW);
  // With --outdated, the next columns are the newest version and its kind.
  const isPath = directory !== undefined && /[/\\]/.test(directory);
  return ownPackage(name, version, isPath ? directory : undefined);
}

const NO_ROW = 'it is not a row of the table';

/** A package of pip in its version, unless it was installed from a directory. */
export function ownPackage(name: string, version: string, directory: string | undefined): Finding {
  if (directory !== undefined) return leftOut(name, 'it is installed from a directory of another machine');
  return { kind: 'package', spec: `${name}==${version}`, source: 'pypi' };
}
