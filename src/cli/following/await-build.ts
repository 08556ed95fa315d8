/** Waits for a build that a command has ordered, or detaches from it. */
import type { Build } from '../../builds/build.js';
import { readBuild } from '../../builds/builds.js';
import { kernelOfBuild } from '../../kernels/find-kernel.js';
import type { OrderedGeneration } from '../../kernels/requests/order-generation.js';
import { restartWords } from '../../kernels/running/restart-words.js';
import { runningKernels } from '../../kernels/running/running-kernels.js';
import type { EquippedSite } from '../../site/site.js';
import { type CommandOption, exits, type Given } from '../command.js';
import type { Terminal } from '../output/terminal.js';
import { buildJson, outcomeOf } from './outcome.js';
import { LiveProgress } from './progress/live.js';
import { plainProgress } from './progress/plain.js';
import { type ProgressDisplay, silent } from './progress/progress.js';
import { watchBuild } from './watch.js';

/** Options of all commands that order a build. */
export const buildOptions: readonly CommandOption[] = [
  { flag: '--detach', description: 'print the id of the build and do not wait for it' },
  { flag: '--keep', description: 'keep the environment of a failed build for inspection' },
];

/** Returns the exit status. */
export async function awaitBuild(
  ordered: OrderedGeneration,
  { given, site, terminal }: { given: Given; site: EquippedSite; terminal: Terminal },
): Promise<number> {
  if (ordered.already) terminal.say('note: this build was already running');
  const build = await readBuild(ordered.build, site);
  return given.flag('--detach') ? detach(build, given, terminal) : wait({ build, site, terminal }, given);
}

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
    terminal.say(`The build continues. ${followHint(build.id)}`);
    return exits.cancelled;
  }
  const ended = { ...build, state };
  const running = await runningWords(ended, site);
  const { exit, lines, problem } = outcomeOf(ended, { jupyter: site.config.jupyter_url, running });
  await terminal.print(...(given.json ? [JSON.stringify(buildJson(ended))] : lines));
  terminal.say(...problem);
  return exit;
}

/** Of an update or a rebuild that has succeeded. */
async function runningWords({ plan, state }: Build, site: EquippedSite): Promise<string | undefined> {
  if (!plan.onto || state.status !== 'succeeded') return undefined;
  const kernel = await kernelOfBuild({ plan }, site);
  return kernel && restartWords(await runningKernels(kernel, site), plan.generation);
}

function progressFor(given: Given, terminal: Terminal): ProgressDisplay {
  if (given.json) return silent;
  return terminal.live ? new LiveProgress(terminal) : plainProgress(terminal);
}

function followHint(build: string): string {
  return `To follow it, run: create-kernel logs ${build} -f`;
}
