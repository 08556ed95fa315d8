/**
 * What `show_versions()` of pandas, xarray, scikit-learn and others prints, which trackers ask for:
 * https://pandas.pydata.org/docs/reference/api/pandas.show_versions.html
 */
import { languages } from '../../../../languages/index.js';
import { type Finding, leftOut } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';

const HEADING = /^\s{0,20}(?:INSTALLED VERSIONS|Python dependencies:)$/;
const ROW = /^\s{0,40}([A-Za-z][\w.-]{0,100})\s{0,60}:\s{0,20}(\S.{0,300})$/;
/** Libraries that packages contain, and the host. */
const NOT_PACKAGES =
  /^(?:lib\w+|commit|python-bits|OS|OS-release|machine|processor|byteorder|LC_ALL|LANG|LOCALE|Version|executable)$/;

export const showVersions: Reader = {
  id: 'show-versions',
  label: 'the installed versions that a package reports',
  recognizes: ({ lines }) => (startOf(lines) >= 0 ? sureness.certain : sureness.no),
  read,
};

/** Two rows below a heading make it one. */
function startOf(lines: readonly string[]): number {
  const start = lines.slice(0, 300).findIndex((line) => HEADING.test(line.slice(0, 200)));
  const rows = lines.slice(start + 1, start + 5).filter((line) => ROW.test(line.slice(0, 500)));
  return rows.length >= 2 ? start : -1;
}

function read({ lines }: GivenText): Finding[] {
  const start = startOf(lines);
  return lines.flatMap((line, index): Finding[] => {
    const [from = '', name = '', value = ''] = ROW.exec(line.slice(0, 500)) ?? [];
    const version = /^\d[\w.+!-]*/.exec(value)?.[0];
    if (version === undefined || NOT_PACKAGES.test(name)) return [];
    const place = { line: index + 1, from: from.trim() };
    const minor = /^python$/i.test(name) && /^3\.\d+/.exec(version)?.[0];
    if (minor) return [{ ...place, kind: 'version', version: minor }];
    if (index < start) return [{ ...place, ...leftOut(name, 'it is above the list of packages') }];
    return [{ ...place, ...packageOf(name, version) }];
  });
}

/** Some rows have the name of a module. */
function packageOf(row: string, version: string): Finding {
  const [module = row] = row.split('.');
  for (const { packages } of Object.values(languages)) {
    const found = packages.packageOfModule?.(module);
    if (found?.known) return { kind: 'package', spec: `${found.spec}==${version}` };
  }
  return { kind: 'package', spec: `${module}==${version}` };
}
