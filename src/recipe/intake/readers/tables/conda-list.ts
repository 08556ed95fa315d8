/**
 * What `conda list`, `mamba list`, `micromamba list` and `pixi list` print, as a table or with `-e`:
 * https://docs.conda.io/projects/conda/en/stable/commands/list.html, https://pixi.sh/latest/reference/cli/pixi/list/
 */
import type { Finding } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { installedFindings, type TablePackage } from './installed.js';

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
  const rows = lines.flatMap((line, index): TablePackage[] => {
    const row = rowIn(line);
    return row ? [{ ...row, place: { line: index + 1, from: line.trim() } }] : [];
  });
  return installedFindings(
    rows,
    lines.slice(0, LOOK_AT).some((line) => CHANNELS.test(line)),
  );
}

const CHANNELS = /^[#\s]{0,20}Name\s{1,80}Version\s{1,80}Build\s{1,80}Channel\s{0,80}$/;

/** The title, the heading and the rule of micromamba's table. */
function isFrame(line: string): boolean {
  return /^\s*(?:List of packages in environment:|(?:Name|Package)\s+Version\b|[─-]{3,})/.test(line);
}

/**
 * `six  1.16.0  pyhd8ed1ab_0  conda-forge`, `six=1.16.0=pyhd8ed1ab_0`, and
 * `conda-forge/linux-64::six==1.16.0=pyhd8ed1ab_0`, as conda list --canonical and a solve show it.
 */
function rowIn(line: string): Omit<TablePackage, 'place'> | undefined {
  const text = line.slice(0, 300).trim();
  const [, from, rest = text] = /^([\w.-]+(?:\/[\w.-]+)*)::(\S+)$/.exec(text) ?? [];
  const ofPixi = PIXI.exec(text);
  if (ofPixi) {
    const [, name = '', version = '', build = '', kind, source = ''] = ofPixi;
    const [, channel = ''] = /^https:\/\/conda\.anaconda\.org\/([\w.-]+)\/?$/.exec(source) ?? [];
    return { name, version, build: kind === 'pypi' ? 'pypi_0' : build, channel };
  }
  const parts = /^[\w.-]+={1,2}[^=\s]+=[^=\s]+$/.test(rest) ? rest.split(/={1,2}/) : rest.split(/\s+/);
  const [name = '', version = '', build = '', channel = from ?? '', ...more] = parts;
  if (more.length > 0 || !/^[\w.-]+$/.test(name) || !/^v?\d[\w.!+]*$/.test(version)) return undefined;
  return /^(?:[\w.]+|<pip>)$/.test(build) ? { name, version, build, channel } : undefined;
}

// Name, version, build (none for packages of the index), size, kind and source.
const PIXI =
  /^([\w.-]+) {1,80}v?(\d[\w.!+]*) {1,80}(?:([\w.]*_\w*) {1,80})?[\d.]+ [KMG]?i?B {1,80}(conda|pypi)(?: {1,80}(\S+))?$/;
