/** The packages of an environment of conda, as its tools list them. */
import { type Finding, note, type TextPlace } from '../../../../reading/finding.js';

export interface InstalledPackage {
  name: string;
  version: string;
  build: string;
  /** Empty if it is not listed. */
  channel: string;
  place: TextPlace;
}

/** Versions are kept; builds are not, since channels do not keep them and other platforms do not have them. */
export function installedFindings(rows: readonly InstalledPackage[]): Finding[] {
  const builds = rows.filter((row) => !isPips(row)).length;
  const findings = rows.flatMap((row): Finding[] => {
    const source = isPips(row) ? 'pypi' : 'conda';
    const found: Finding = { ...row.place, kind: 'package', spec: `${row.name}==${row.version}`, source };
    const channel = source === 'conda' ? channelOf(row) : '';
    return channel === '' ? [found] : [found, { ...row.place, kind: 'channel', channel }];
  });
  if (builds === 0) return findings;
  return [...findings, note(wordsOf(builds))];
}

function wordsOf(builds: number): string {
  return builds === 1
    ? 'The build string of one package was left out, its version kept'
    : `The build strings of ${builds} packages were left out, their versions kept`;
}

function isPips({ build, channel }: InstalledPackage): boolean {
  return build === 'pypi_0' || build === '<pip>' || channel === 'pypi';
}

/** The default channels have one name together; the directory of the platform is not a part of the name. */
function channelOf({ channel }: InstalledPackage): string {
  if (channel.startsWith('pkgs/')) return 'defaults';
  return channel.replace(/\/(?:noarch|(?:linux|osx|win)-\w+)$/, '');
}
