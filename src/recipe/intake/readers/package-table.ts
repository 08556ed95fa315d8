/** What `conda list` prints, as a table or with `-e`: https://docs.conda.io/projects/conda/en/stable/commands/list.html */
import { type Finding, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';

interface Row {
  name: string;
  version: string;
  build: string;
  channel: string;
}

export const packageTable: Reader = {
  id: 'table',
  label: 'a table of conda list',
  recognizes({ lines }) {
    const all = lines.slice(0, 300).filter((line) => /^\s*[^#\s]/.test(line));
    const rows = all.flatMap((line) => rowIn(line) ?? []);
    const hasBuilds = rows.some(({ build }) => /_\d+$|^(?:main|pypi_0|<pip>)$/.test(build));
    return hasBuilds && rows.length * 2 > all.length ? sureness.certain : sureness.no;
  },
  read,
};

function* read({ lines }: GivenText): Iterable<Finding> {
  let builds = 0;
  for (const [index, line] of lines.entries()) {
    const row = rowIn(line);
    if (!row) continue;
    const place = { line: index + 1, from: line.trim() };
    const source = isPips(row) ? 'pypi' : 'conda';
    if (source === 'conda') builds += 1;
    yield { ...place, kind: 'package', spec: `${row.name}==${row.version}`, source };
    if (source === 'conda' && row.channel !== '')
      yield { ...place, kind: 'channel', channel: channelOf(row) };
  }
  if (builds > 0) yield note(`The build strings of ${builds} packages were left out, their versions kept`);
}

/** `six  1.16.0  pyhd8ed1ab_0  conda-forge` and `six=1.16.0=pyhd8ed1ab_0`. */
function rowIn(line: string): Row | undefined {
  const text = line.slice(0, 300).trim();
  const words = /^[\w.-]+=[^=\s]+=[^=\s]+$/.test(text) ? text.split('=') : text.split(/\s+/);
  const [name = '', version = '', build = '', channel = '', ...more] = words;
  if (more.length > 0 || !/^[\w.-]+$/.test(name) || !/^v?\d[\w.!+]*$/.test(version) || build === '')
    return undefined;
  return /^(?:[\w.]+|<pip>)$/.test(build) ? { name, version, build, channel } : undefined;
}

function isPips({ build, channel }: Row): boolean {
  return build === 'pypi_0' || build === '<pip>' || channel === 'pypi';
}

/** The default channels have one name together. */
function channelOf({ channel }: Row): string {
  return channel.startsWith('pkgs/') ? 'defaults' : channel;
}
