import { readFileSync } from 'node:fs';
import { UserError, userErrorsOf } from '../../../base/errors.js';
import { parseJson } from '../../../base/text/json.js';
import type { Build } from '../../../builds/build.js';
import { cancelBuild, readBuild } from '../../../builds/builds.js';
import { problemsOf } from '../../../form/problems.js';
import { readSubmissionAhead } from '../../../form/read-submission.js';
import { recipeOf, resourceTexts, type Submission } from '../../../form/submission.js';
import { createKernel } from '../../../kernels/requests/create.js';
import type { OrderOptions } from '../../../kernels/requests/order-generation.js';
import { guessesIn } from '../../../recipe/intake/request/request.js';
import { type BuildState, initialState } from '../../../shared/builds/build-state.js';
import { type EquippedSite, equippable, equipSite, interpretersOf, readSite } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { followBuild } from '../../following/follow.js';
import { buildJson, outcomeOf } from '../../following/outcome.js';
import { plainProgress } from '../../following/progress/plain.js';
import { type ProgressDisplay, silent } from '../../following/progress/progress.js';
import { CARD_FILE, SessionCardFile } from '../../following/session-card.js';
import { noteLines, problemLines, problemsJson } from '../../output/problems.js';
import type { Terminal } from '../../output/terminal.js';

/** Makes the kernel from the dashboard's form, inside the job that the dashboard submitted. */
export const run: Command = {
  id: 'run',
  description: 'Makes the kernel from the dashboard’s form, inside its job',
  arguments: [
    { name: 'FILE', description: 'the values of the form: user_defined_context.json of the session' },
  ],
  options: [],
  async run(given, terminal) {
    const card = new SessionCardFile(CARD_FILE, (reason) => terminal.say(...problemLines(reason.toJSON())));
    const listeners = { terminal, card, json: given.json };
    try {
      await card.update({});
      return await finish(await order(given.text('FILE'), terminal, card), listeners);
    } catch (error) {
      return refuse(error, listeners);
    }
  },
};

interface Ordered {
  build: Build;
  site: EquippedSite;
  /** Another request ordered this build, so this job must not cancel it. */
  already: boolean;
}

/** @throws UserError or RequestErrors if it is refused; nothing has changed then. */
async function order(file: string, terminal: Terminal, card: SessionCardFile): Promise<Ordered> {
  const host = equippable(readSite());
  const values = readValues(file);
  const submission = await readSubmissionAhead(values, [], host, interpretersOf(host));
  const { notes, read } = submission;
  const guesses = guessesIn(read);
  // No one looks at the packages before the job installs them.
  if (guesses.length > 0) throw new UserError('packages-guessed', { guesses, named: true });
  terminal.say(...noteLines(notes));
  await card.update({ notes });
  const site = await equipSite(host);
  const { build, already } = await createKernel(recipeOf(submission), site, optionsOf(submission));
  await card.update({ build });
  return { build: await readBuild(build, site), site, already };
}

function optionsOf(submission: Submission): OrderOptions & { preset?: string } {
  const { keep, preset } = submission;
  const job = resourceTexts(submission);
  return { keep, launcher: 'here', job, ...(preset && { preset: preset.id }) };
}

/** @throws UserError `context-not-understood`. */
function readValues(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError('context-not-understood', { file, reason: (error as Error).message });
  }
}

interface Listeners {
  terminal: Terminal;
  card: SessionCardFile;
  json: boolean;
}

/** Follows the build to its end and returns the exit status. */
async function finish({ build, site, already }: Ordered, listeners: Listeners): Promise<number> {
  const { terminal, card, json } = listeners;
  if (!already) cancelAtSignals(build, site);
  const progress = json ? silent : plainProgress(terminal);
  const state = await follow({ build, site, progress, card });
  const ended = { ...build, state };
  const { exit, lines, problem } = outcomeOf(ended, { jupyter: site.config.jupyter_url });
  await terminal.print(...(json ? [JSON.stringify(buildJson(ended))] : lines));
  terminal.say(...problem);
  return exit;
}

async function follow(watch: {
  build: Build;
  site: EquippedSite;
  progress: ProgressDisplay;
  card: SessionCardFile;
}): Promise<BuildState> {
  let last = initialState;
  for await (const { events, state } of followBuild(watch.build, watch.site)) {
    last = state;
    await watch.card.updateState(state);
    await watch.progress.show(events, state);
  }
  await watch.progress.end();
  return last;
}

/** A scheduler ends a job with SIGTERM and kills it some seconds later. */
function cancelAtSignals({ id }: Build, site: EquippedSite): void {
  const cancel = async () => {
    try {
      await cancelBuild(await readBuild(id, site));
    } catch (error) {
      // It has already ended.
      if (userErrorsOf(error).length === 0) throw error;
    }
  };
  process.on('SIGTERM', cancel).on('SIGINT', cancel);
}

/** Reports the same messages as the page. @throws internal errors. */
async function refuse(error: unknown, { terminal, card, json }: Listeners): Promise<number> {
  const errors = problemsOf(userErrorsOf(error));
  if (errors.length === 0) {
    await card.update({ status: 'fault' });
    throw error;
  }
  await card.update({ status: 'refused', errors });
  terminal.say(...errors.flatMap(({ message, hint }) => problemLines({ message, hint })));
  if (json) await terminal.print(problemsJson(errors));
  return exits.refused;
}
