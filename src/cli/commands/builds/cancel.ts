import { cancelBuild, readBuild } from '../../../builds/builds.js';
import { readSite } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { waitForEnd } from '../../following/follow.js';
import { buildJson } from '../../following/outcome.js';

/** Cancels a build and waits until it has ended. */
export const cancel: Command = {
  id: 'cancel',
  description: 'Cancels a running build and removes what it made',
  arguments: [{ name: 'BUILD', description: 'the id of a build (see `builds`)' }],
  options: [],
  async run(given, terminal) {
    const site = readSite();
    const build = await readBuild(given.text('BUILD'), site);
    const note = await cancelBuild(build);
    if (note) terminal.say(note);
    const state = await waitForEnd(build, site);
    const message =
      state.status === 'cancelled'
        ? `Cancelled ${build.id}`
        : `${build.id} had already ended: ${state.status}`;
    await terminal.print(given.json ? JSON.stringify(buildJson({ ...build, state })) : message);
    return exits.done;
  },
};
