/** The packages of an environment of conda, as its tools list them. */
import { type Finding, note, type TextPlace } from '../../../../reading/finding.js';
import { reasonElsewhere } from '../../../../sources/specs/other-platforms.js';

export interface TablePackage {
  name: string;
  version: string;
  build: string;
  /** Empty if it is not listed. */
  channel: string;
  place: TextPlace;
}

/**
 * Versions are kept; builds are not, since channels do not keep them and other platforms do not have them. conda shows no
 * channel for packages of the default ones, also where it has a column for it.
 */
export function installedFindings(rows: readonly TablePackage[], hasChannels = false): Finding[] {
  const builds = rows.filter((row) => !isPips(row)).length;
  const findings = rows.flatMap((row): Finding[] => {
    const source = isPips(row) ? 'pypi' : 'conda';
    const found: Finding = { ...row.place, kind: 'package', spec: `${row.name}==${row.version}`, source };
    const channel = isTaken(row) ? channelOf(row) : '';
    return channel === '' ? [found] : [found, { ...row.place, kind: 'channel', channel }];
  });
  const unnamed = hasChannels ? rows.filter((row) => isTaken(row) && row.channel === '') : [];
  return [
    ...findings,
    ...(unnamed.length > 0 ? [{ kind: 'channel', channel: 'defaults' } as const] : []),
    ...(builds > 0 ? [note(wordsOf(builds))] : []),
  ];
}

/** Whether it comes from a channel; nothing is taken from the channel of a package that is left out. */
function isTaken(row: TablePackage): boolean {
  return !isPips(row) && !reasonElsewhere(row.name);
}

function wordsOf(builds: number): string {
  return builds === 1
    ? 'The build string of one package was left out, its version kept'
    : `The build strings of ${builds} packages were left out, their versions kept`;
}

function isPips({ build, channel }: TablePackage): boolean {
  return build === 'pypi_0' || build === '<pip>' || channel === 'pypi';
}

/** The default channels have one name together; the directory of the platform is not a part of the name. */
function channelOf({ channel }: TablePackage): string {
  if (channel.startsWith('pkgs/')) return 'defaults';
  return channel.replace(/\/(?:noarch|(?:linux|osx|win)-\w+)$/, '');
}
