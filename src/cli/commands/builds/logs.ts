import { readBuild } from '../../../builds/builds.js';
import { hasEnded } from '../../../shared/builds/build-events.js';
import { initialState } from '../../../shared/builds/build-state.js';
import { readSite } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { followBuild, readNow } from '../../following/follow.js';
import { outcomeOf } from '../../following/outcome.js';
import { LogText } from '../../output/log-text.js';

/** Prints the log of a build. */
export const logs: Command = {
  id: 'logs',
  description: 'Prints the log of a build',
  arguments: [{ name: 'BUILD', description: 'the id of a build (see `builds`)' }],
  options: [{ flag: '--follow', short: '-f', description: 'continue until the build ends' }],
  async run(given, terminal) {
    const site = readSite();
    const build = await readBuild(given.text('BUILD'), site);
    const log = new LogText({ colour: terminal.colour, commands: true });
    let state = initialState;
    for await (const batch of given.flag('--follow') ? followBuild(build, site) : readNow(build)) {
      const text = () => batch.events.flatMap((event) => log.lines(event));
      await terminal.print(...(given.json ? batch.lines : text()));
      state = batch.state;
    }
    if (given.json) return exits.done;
    await terminal.print(...log.end());
    if (hasEnded(state.status)) {
      const { lines, problem } = outcomeOf({ ...build, state });
      await terminal.print(...lines, ...problem);
    }
    return exits.done;
  },
};
