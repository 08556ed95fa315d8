import type { Build } from '../../builds/build.js';
import { readBuild } from '../../builds/builds.js';
import { createKernel } from '../../kernels/requests/create.js';
import { type EquippedSite, equipSite, readSite } from '../../site/site.js';
import { type Command, exits, type Given } from '../command.js';
import { buildJson, outcomeOf } from '../outcome.js';
import { noteLines } from '../problems.js';
import { LiveProgress } from '../progress/live.js';
import { plainProgress } from '../progress/plain.js';
import { type Progress, silent } from '../progress/progress.js';
import { readRecipe } from '../read-recipe.js';
import {
  fileOption,
  jobOptions,
  nameArgument,
  packageArgument,
  presetOptions,
  recipeOptions,
} from '../recipe-options.js';
import type { Terminal } from '../terminal.js';
import { watchBuild } from '../watch.js';

/** Makes a kernel and waits for it. */
export const create: Command = {
  id: 'create',
  description: 'Makes a kernel and waits until it is in the launcher',
  arguments: [nameArgument, packageArgument],
  options: [
    ...presetOptions,
    fileOption,
    ...recipeOptions,
    ...jobOptions,
    { flag: '--detach', description: 'do not wait: print the id of the build and end' },
    { flag: '--keep', description: 'keep the environment of a failed build for inspection' },
  ],
  async run(given, terminal) {
    const host = readSite();
    const { recipe, notes, preset } = readRecipe(given, host);
    terminal.say(...noteLines(notes));
    const site = await equipSite(host);
    const job = Object.fromEntries(jobOptions.map(({ flag, field }) => [field, given.text(flag)]));
    const options = { keep: given.flag('--keep'), job, ...(preset && { preset }) };
    const ordered = await createKernel(recipe, site, options);
    if (ordered.already) terminal.say('note: this very build was running already');
    const build = await readBuild(ordered.build, site);
    return given.flag('--detach') ? detach(build, given, terminal) : wait({ build, site, terminal }, given);
  },
};

async function detach(build: Build, given: Given, terminal: Terminal): Promise<number> {
  await terminal.print(given.json ? JSON.stringify(buildJson(build)) : build.id);
  if (!given.json) terminal.say(followHint(build.id));
  return exits.done;
}

async function wait(
  { build, site, terminal }: { build: Build; site: EquippedSite; terminal: Terminal },
  given: Given,
): Promise<number> {
  const state = await watchBuild({ build, site, terminal, progress: progressFor(given, terminal) });
  if (!state) {
    terminal.say(`The build goes on. ${followHint(build.id)}`);
    return exits.cancelled;
  }
  const ended = { ...build, state };
  const { exit, lines, problem } = outcomeOf(ended, site.config.jupyter_url);
  await terminal.print(...(given.json ? [JSON.stringify(buildJson(ended))] : lines));
  terminal.say(...problem);
  return exit;
}

function progressFor(given: Given, terminal: Terminal): Progress {
  if (given.json) return silent;
  return terminal.live ? new LiveProgress(terminal) : plainProgress(terminal);
}

function followHint(build: string): string {
  return `Follow it with: create-kernel logs ${build} -f`;
}
