/** What `uv pip tree`, `uv tree` and `pipdeptree` print: each package above those that it needs. */
import { type Finding, leftOut, note } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { isKnown } from '../../../text/sentence.js';

const ROW =
  /^([│| ]{0,160}(?:[├└]──|\+--|`--) |)([A-Za-z0-9][\w.-]{0,100}(?:\[[\w., -]{0,200}\])?)(?: v(\d\S{0,60})|==(\d\S{0,60})| \[required: .{0,200}, installed: (\S{1,60})\])(?: \(.{0,400}\))?$/;

export const pipTree: Reader = {
  id: 'pip-tree',
  label: 'a tree of packages',
  recognizes({ lines }) {
    const shown = lines.slice(0, 300).filter((line) => line.trim() !== '');
    const rows = shown.filter((line) => ROW.test(line.slice(0, 600).trimEnd()));
    const hasBranches = rows.some((line) => /[├└]──|\+--|`--/.test(line));
    return hasBranches && rows.length * 2 > shown.length ? sureness.certain : sureness.no;
  },
  read,
};

interface Row {
  line: number;
  depth: number;
  name: string;
  version: string;
}

/** The packages at the top; the rest comes with them. The only root may be a project, which no index has. */
function read({ lines }: GivenText): Finding[] {
  const rows = lines.flatMap((line, index): Row[] => {
    const [, branch, name = '', ...versions] = ROW.exec(line.slice(0, 600).trimEnd()) ?? [];
    const version = versions.find((each) => each !== undefined) ?? '';
    return branch === undefined ? [] : [{ line: index + 1, depth: branch.length, name, version }];
  });
  const roots = rows.filter(({ depth }) => depth === 0);
  const [project] = roots;
  const isProject =
    roots.length === 1 &&
    project !== undefined &&
    !isKnown(project.name) &&
    rows.some(({ depth }) => depth > 0);
  const least = Math.min(...rows.map(({ depth }) => depth).filter((depth) => depth > 0));
  const asked = isProject ? rows.filter(({ depth }) => depth === least) : roots;
  const needed = new Set(rows.map(({ name }) => name)).size - new Set(asked.map(({ name }) => name)).size;
  return [
    ...(isProject ? [{ ...leftOut(project.name, 'it is the project itself'), line: project.line }] : []),
    ...asked.map(({ line, name, version }): Finding => {
      return { kind: 'package', spec: `${name}==${version}`, source: 'pypi', line, from: name };
    }),
    ...(needed > 0 ? [note('The packages below others come with them, in the versions that they need')] : []),
  ];
}
