/** Data and settings, which name no packages: tables with commas, and files with sections. */
import { UserError } from '../../../../base/errors.js';
import { type Finding, problem } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';

export const data: Reader = {
  id: 'data',
  label: 'data',
  recognizes(text) {
    const { name = '' } = text;
    if (/\.(?:csv|tsv)$/i.test(name)) return sureness.certain;
    if (/\.(?:ini|conf|properties|desktop)$/i.test(name)) return sureness.named;
    return isTable(text) ? sureness.certain : isSettings(text) ? sureness.likely : sureness.no;
  },
  read,
};

function read(text: GivenText): Finding[] {
  const columns = packageColumns(text);
  if (columns) return rowsOf(text, columns);
  const what =
    isTable(text) || /\.(?:csv|tsv)$/i.test(text.name ?? '') ? 'a table of data' : 'a file of settings';
  return [problem(new UserError('text-is-data', { what }))];
}

const shown = ({ lines }: GivenText) =>
  lines
    .slice(0, 50)
    .map((line) => line.slice(0, 2_000).trim())
    .filter((line) => line !== '');

/** At least three rows with the same number of values, of which each but the first has a number. */
function isTable(text: GivenText): boolean {
  const rows = shown(text).map((line) => line.split(/[,;\t]/));
  const [first = [], ...others] = rows;
  return (
    others.length >= 2 &&
    first.length >= 2 &&
    others.every(
      (row) => row.length === first.length && row.some((value) => /^\s*"?-?[\d.]+%?"?\s*$/.test(value)),
    )
  );
}

/** Sections with keys and values: https://docs.python.org/3/library/configparser.html#supported-ini-file-structure */
function isSettings(text: GivenText): boolean {
  const lines = shown(text).filter((line) => !/^[#;]/.test(line));
  const sections = lines.filter((line) => /^\[[\w .:-]+\]$/.test(line));
  const keys = lines.filter((line) => /^[\w .-]{1,80} ?[=:] ?\S/.test(line));
  return sections.length > 0 && keys.length > 0 && sections.length + keys.length === lines.length;
}

interface Columns {
  separator: string;
  name: number;
  version: number;
}

/** A table of packages has a heading that says so. */
function packageColumns(text: GivenText): Columns | undefined {
  const [heading = ''] = shown(text);
  const separator = [',', ';', '\t'].find((each) => heading.includes(each));
  const titles = separator ? heading.split(separator).map((title) => title.trim().toLowerCase()) : [];
  const name = titles.findIndex((title) => /^"?(?:package|name|library|module)"?$/.test(title));
  const version = titles.findIndex((title) => /^"?version"?$/.test(title));
  return separator && name >= 0 && version >= 0 ? { separator, name, version } : undefined;
}

function rowsOf({ lines }: GivenText, { separator, name, version }: Columns): Finding[] {
  const start = lines.findIndex((line) => line.trim() !== '');
  return lines.slice(start + 1).flatMap((line, index): Finding[] => {
    const values = line
      .slice(0, 2_000)
      .split(separator)
      .map((value) => value.trim().replace(/^"(.*)"$/, '$1'));
    const [named = '', wanted = ''] = [values[name], values[version]];
    if (named === '') return [];
    const place = { line: start + index + 2, from: line.trim() };
    return [{ kind: 'package', spec: `${named}${/^\d/.test(wanted) ? '==' : ''}${wanted}`, ...place }];
  });
}
