/** The builds on disk: listing them, reading one, cancelling one. Every reader first settles what a dead runner left. */

import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { refusedWrite } from '../base/files.js';
import { lookUp } from '../base/registry.js';
import { tryReadStored } from '../base/stored.js';
import { recipe as recipeFormat } from '../recipe/formats/recipe.js';
import { parseRecipe, type Recipe } from '../recipe/recipe.js';
import { hasEnded } from '../shared/build-events.js';
import type { Site } from '../site/site.js';
import { outlineFormat, type PlanOutline } from '../steps/plan.js';
import type { Build } from './build.js';
import { type BuildFiles, buildFiles, buildsDirectory, isBuildId } from './build-directory.js';
import { isAlive, readIdentity } from './holding/process-identity.js';
import { settle } from './holding/settle.js';
import { readState } from './journal/journal.js';
import { launchers } from './launchers/index.js';
import { type Job, jobFormat } from './launchers/launcher.js';
import { forgetJobStates } from './launchers/schedulers/job-states.js';
import { type Order, orderFormat } from './order.js';
import { readSecrets, withSecrets } from './secret-values.js';

type Root = Pick<Site, 'data_root'>;

/** All builds, newest first. What is not a build's directory is passed over. */
export async function listBuilds({ data_root }: Root): Promise<Build[]> {
  const directory = buildsDirectory(data_root);
  const names = await readdir(directory).catch(() => []);
  const ids = names.filter(isBuildId).sort().reverse();
  const builds = await Promise.all(ids.map((id) => loadBuild(id, buildFiles(join(directory, id)))));
  return builds.filter((build) => build !== undefined);
}

/** @throws UserError `build-unknown`. */
export async function readBuild(id: string, { data_root }: Root): Promise<Build> {
  const build = isBuildId(id)
    ? await loadBuild(id, buildFiles(join(buildsDirectory(data_root), id)))
    : undefined;
  if (!build) throw new UserError('build-unknown', { build: id });
  return build;
}

/** The recipe of a build, for *Edit and retry*. @throws UserError where its file is gone or was changed. */
export async function readBuildRecipe({ files, plan }: Pick<Build, 'files' | 'plan'>): Promise<Recipe> {
  const text = await readFile(files.recipe, 'utf8').catch(() => {
    throw new UserError('file-missing', { file: files.recipe });
  });
  const kept = parseRecipe(recipeFormat.read({ name: files.recipe, text }).fields);
  return withSecrets(kept, readSecrets(plan.secrets));
}

/**
 * Asks the runner to end the build; its end shows in the journal.
 * @throws UserError `build-ended`; `directory-not-writable` if the runner is on another host and cannot be told.
 */
export async function cancelBuild({ id, files, state, job }: Build): Promise<void> {
  if (hasEnded(state.status)) throw new UserError('build-ended', { build: id, state: state.status });
  const told = job === undefined && signalRunner(files);
  try {
    // The file reaches a runner on another host, and one that has not come up yet.
    writeFileSync(files.cancel, '', { mode: 0o600 });
  } catch (error) {
    if (!told) throw refusedWrite(error, files.directory);
  }
  if (job) await cancelJob(job);
}

/** The runner of a job sees the file itself; a job that has none yet is taken out of the queue. */
async function cancelJob(job: Job): Promise<void> {
  try {
    await lookUp(launchers, job.launcher)?.cancel?.(job);
  } catch (error) {
    // Whoever reads the build asks again until the scheduler answers.
    if (!(error instanceof UserError)) throw error;
  }
  forgetJobStates();
}

async function loadBuild(id: string, files: BuildFiles): Promise<Build | undefined> {
  const parts = readParts(files);
  if (!parts) return undefined;
  const { plan, order } = parts;
  const state = await readState(files);
  // A runner that has not begun has told nothing yet.
  const { name, display_name } = plan;
  const named = state.name === '' ? { ...state, name, display_name, started: order.ordered } : state;
  const job = order.cluster === undefined ? undefined : readJob(files);
  const shown = job && { job: { id: job.id, cluster: job.cluster.title } };
  const build: Build = { id, files, plan, order, state: { ...named, ...shown }, ...(job && { job }) };
  return hasEnded(named.status) ? build : { ...build, state: await settle(build) };
}

function readParts(files: BuildFiles): { plan: PlanOutline; order: Order } | undefined {
  const plan = tryReadStored(files.plan, outlineFormat);
  const order = tryReadStored(files.order, orderFormat);
  return plan && order && { plan, order };
}

/** Nothing while the scheduler has not taken it. */
function readJob({ job }: BuildFiles): Job | undefined {
  return tryReadStored(job, jobFormat);
}

/** Gives whether the runner is on this host and was told. */
function signalRunner(files: BuildFiles): boolean {
  try {
    const runner = readIdentity(files.runner);
    return runner !== undefined && isAlive(runner) === true && process.kill(runner.pid, 'SIGTERM');
  } catch {
    // It has not begun, or has just ended.
    return false;
  }
}
