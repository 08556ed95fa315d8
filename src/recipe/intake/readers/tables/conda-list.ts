/** What `conda list`, `mamba list` and `micromamba list` print, as a table or with `-e`: https://docs.conda.io/projects/conda/en/stable/commands/list.html */
import type { Finding } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { type InstalledPackage, installedFindings } from './installed.js';

// A table begins in the first lines.
const LOOK_AT = 300;

export const condaList: Reader = {
  id: 'table',
  label: 'a table of conda list',
  recognizes({ lines }) {
    const all = lines.slice(0, LOOK_AT).filter((line) => /^\s*[^#\s]/.test(line) && !isFrame(line));
    const rows = all.flatMap((line) => rowIn(line) ?? []);
    const hasBuilds = rows.some(({ build = '' }) => /_\d+(?:_\w+)?$|^(?:main|pypi_0|<pip>)$/.test(build));
    return hasBuilds && rows.length * 2 > all.length ? sureness.certain : sureness.no;
  },
  read,
};

function read({ lines }: GivenText): Finding[] {
  const rows = lines.flatMap((line, index): InstalledPackage[] => {
    const row = rowIn(line);
    return row ? [{ ...row, place: { line: index + 1, from: line.trim() } }] : [];
  });
  return installedFindings(rows);
}

/** The title, the heading and the rule of micromamba's table. */
function isFrame(line: string): boolean {
  return /^\s*(?:List of packages in environment:|Name\s+Version\b|[─-]{3,})/.test(line);
}

/**
 * `six  1.16.0  pyhd8ed1ab_0  conda-forge`, `six=1.16.0=pyhd8ed1ab_0`, and
 * `conda-forge/linux-64::six==1.16.0=pyhd8ed1ab_0`, as conda list --canonical and a solve show it.
 */
function rowIn(line: string): Omit<InstalledPackage, 'place'> | undefined {
  const text = line.slice(0, 300).trim();
  const [, from, rest = text] = /^([\w.-]+(?:\/[\w.-]+)*)::(\S+)$/.exec(text) ?? [];
  const parts = /^[\w.-]+={1,2}[^=\s]+=[^=\s]+$/.test(rest) ? rest.split(/={1,2}/) : rest.split(/\s+/);
  const [name = '', version = '', build = '', channel = from ?? '', ...more] = parts;
  if (more.length > 0 || !/^[\w.-]+$/.test(name) || !/^v?\d[\w.!+]*$/.test(version)) return undefined;
  return /^(?:[\w.]+|<pip>)$/.test(build) ? { name, version, build, channel } : undefined;
}
