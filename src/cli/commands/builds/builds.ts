import type { Build } from '../../../builds/build.js';
import { listBuilds } from '../../../builds/builds.js';
import { hasEnded } from '../../../shared/builds/build-events.js';
import { phaseStates } from '../../../shared/builds/build-state.js';
import { buildWords, formatAgo, formatElapsed, phaseWords } from '../../../shared/format.js';
import { readSite } from '../../../site/site.js';
import { type Command, type CommandOption, exits } from '../../command.js';
import { buildJson } from '../../following/outcome.js';
import { tableLines } from '../../output/table.js';

const namesOption: CommandOption = { flag: '--names', description: 'print only the names of the builds' };

/** Lists the builds. */
export const builds: Command = {
  id: 'builds',
  description: 'Lists the builds, newest first',
  arguments: [],
  options: [namesOption],
  async run(given, terminal) {
    const all = await listBuilds(readSite());
    if (given.flag(namesOption.flag)) await terminal.print(...all.map(({ id }) => id));
    else if (given.json) await terminal.print(JSON.stringify(all.map(buildJson)));
    else if (all.length === 0) terminal.say('There are no builds yet');
    else await terminal.print(...buildLines(all, Date.now()));
    return exits.done;
  },
};

/** The table of builds; `now` in milliseconds since 1970. */
export function buildLines(all: readonly Pick<Build, 'id' | 'state'>[], now: number): string[] {
  const rows = all.map(({ id, state }) => {
    const { name, status, manager, started, ended = now } = state;
    const time = formatElapsed((ended - started) / 1000);
    return [id, name, buildWords[status].word, phaseOf(state), formatAgo(started, now), time, manager];
  });
  return tableLines(['Build', 'Kernel', 'Status', 'Phase', 'Started', 'Duration', 'Package manager'], rows);
}

/** The current or the failed phase; before the first phase, the reason for waiting. */
function phaseOf(state: Build['state']): string {
  const status = hasEnded(state.status) ? 'failed' : 'running';
  const phase = phaseStates(state).find((each) => each.status === status);
  return phase ? phaseWords[phase.id].name : (state.reason ?? '');
}
