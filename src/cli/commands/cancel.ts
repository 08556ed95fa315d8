import { cancelBuild, readBuild } from '../../builds/builds.js';
import { readSite } from '../../site/site.js';
import { type Command, exits } from '../command.js';
import { waitForEnd } from '../follow.js';
import { buildJson } from '../outcome.js';

/** Cancels a build and waits until nothing of it is left. */
export const cancel: Command = {
  id: 'cancel',
  description: 'Ends a build that is running and takes away what it made',
  arguments: [{ name: 'BUILD', description: 'the id of a build, as `builds` shows it' }],
  options: [],
  async run(given, terminal) {
    const site = readSite();
    const build = await readBuild(given.text('BUILD'), site);
    const note = await cancelBuild(build);
    if (note) terminal.say(note);
    const state = await waitForEnd(build, site);
    const told =
      state.status === 'cancelled' ? `Cancelled ${build.id}` : `${build.id} ended before: ${state.status}`;
    await terminal.print(given.json ? JSON.stringify(buildJson({ ...build, state })) : told);
    return exits.done;
  },
};
