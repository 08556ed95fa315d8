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
    if (hasBars(text) || isPlaces(text)) return sureness.certain;
    return isTable(text) ? sureness.certain : isSettings(text) ? sureness.likely : sureness.no;
  },
  read,
};

function read(text: GivenText): Finding[] {
  const columns = packageColumns(text);
  if (columns) return rowsOf(text, columns);
  if (isPlaces(text)) throw new UserError('text-is-data', { what: 'a list of environments or kernels' });
  const what =
    hasBars(text) || isTable(text) || /\.(?:csv|tsv)$/i.test(text.name ?? '')
      ? 'a table of data'
      : 'a file of settings';
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

/** Markdown: each line has bars, and the second one is a rule. */
function hasBars(text: GivenText): boolean {
  const rows = shown(text);
  return rows.length > 2 && rows.every((line) => line.includes('|')) && /^[\s|:-]{3,}$/.test(rows[1] ?? '');
}

/** `conda env list` and `jupyter kernelspec list`: names and their directories. */
function isPlaces(text: GivenText): boolean {
  const lines = shown(text).filter((line) => !/^#|:$/.test(line));
  return (
    lines.length > 1 && lines.every((line) => PLACE.test(line)) && lines.some((line) => /^\w/.test(line))
  );
}

const PLACE = /^(?:\w[^\s/]{0,200} {1,200}(?:\* {1,40})?|\* {1,40})?\/\S*$/;

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
  const separator = ['|', ',', ';', '\t'].find((each) => heading.includes(each));
  const titles = separator ? cellsOf(heading, separator).map((title) => title.toLowerCase()) : [];
  const name = titles.findIndex((title) => /^"?(?:package|name|library|module)"?$/.test(title));
  const version = titles.findIndex((title) => /^"?version"?$/.test(title));
  return separator && name >= 0 && version >= 0 ? { separator, name, version } : undefined;
}

function rowsOf({ lines }: GivenText, { separator, name, version }: Columns): Finding[] {
  const start = lines.findIndex((line) => line.trim() !== '');
  return lines.slice(start + 1).flatMap((line, index): Finding[] => {
    const values = cellsOf(line.slice(0, 2_000), separator);
    const [named = '', wanted = ''] = [values[name], values[version]];
    if (named === '' || /^:?-+:?$/.test(named)) return [];
    const place = { line: start + index + 2, from: line.trim() };
    return [{ kind: 'package', spec: `${named}${/^\d/.test(wanted) ? '==' : ''}${wanted}`, ...place }];
  });
}

function cellsOf(line: string, separator: string): string[] {
  const cells = line.split(separator).map((value) => bare(value.trim()));
  return separator === '|' && cells[0] === '' ? cells.slice(1) : cells;
}

/** A value without quotes and, as Markdown has it, emphasis and the address of a link. */
function bare(value: string): string {
  return value
    .replace(/^\[([^\][]{1,200})\]\([^()]{0,500}\)$/, '$1')
    .replace(/^(\*{1,2}|_{1,2})(\w.*?)\1$/, '$2')
    .replace(/^[`"](.*)[`"]$/, '$1');
}
