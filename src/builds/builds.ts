/** Lists, reads and cancels the builds on disk. Every reader first settles builds with a dead runner. */

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { asWriteError, writeFileAtomicSync } from '../base/files.js';
import { inPieces } from '../base/pieces.js';
import { lookUp } from '../base/registry.js';
import { readRegularFile, readStored, tryReadStored } from '../base/stored.js';
import { givenText } from '../reading/given-text.js';
import { readStoredRecipe } from '../recipe/formats/recipe.js';
import type { Recipe } from '../recipe/recipe.js';
import { hasEnded } from '../shared/builds/build-events.js';
import type { BuildState } from '../shared/builds/build-state.js';
import { isSilent } from '../site/locations.js';
import type { Site } from '../site/site.js';
import { outlineFormat, type PlanOutline } from '../steps/plan.js';
import type { Build } from './build.js';
import { type BuildFiles, buildFiles, buildsDirectory, isBuildId } from './build-directory.js';
import { clearEndedStagings } from './holding/ended-staging.js';
import { type OwnSite, ownPlaces } from './holding/own-places.js';
import { isAlive, isStopped, readIdentity } from './holding/processes/process-identity.js';
import { settle } from './holding/settle.js';
import { readState } from './journal/journal.js';
import { readClusters } from './launchers/clusters.js';
import { launchers } from './launchers/index.js';
import { type Job, jobFormat } from './launchers/launcher.js';
import { forgetJobStates } from './launchers/schedulers/job-states.js';
import { type Order, orderFormat } from './order.js';
import { readSecrets, withSecrets } from './secret-values.js';
import { unreadableBuild } from './unreadable-build.js';

/** All builds, newest first. Directories that are not builds are skipped. */
export async function listBuilds(site: OwnSite): Promise<Build[]> {
  const directory = buildsDirectory(site.data_root);
  const names = await readdir(directory).catch(() => []);
  const ids = names.filter(isBuildId).sort().reverse();
  await clearEndedStagings(site);
  const loading = await inPieces(ids, (id) => {
    const build = loadBuild(id, buildFiles(join(directory, id)), site);
    // Reported below: another one may still be begun.
    build.catch(() => {});
    return build;
  });
  const builds = await Promise.all(loading);
  return builds.filter((build) => build !== undefined);
}

/** @throws UserError `build-unknown`. */
export async function readBuild(id: string, site: OwnSite): Promise<Build> {
  const build = isBuildId(id)
    ? await loadBuild(id, buildFiles(join(buildsDirectory(site.data_root), id)), site)
    : undefined;
  if (!build) throw new UserError('build-unknown', { build: id });
  // A list of many builds does without the places of those that have ended.
  return build.places ? build : { ...build, ...placesOf(build, site) };
}

function placesOf({ id, plan }: Pick<Build, 'id' | 'plan'>, site: OwnSite): Pick<Build, 'places'> {
  const places = ownPlaces(id, plan, site);
  return places ? { places } : {};
}

/** The recipe of a build, for *Edit and retry*. @throws UserError if its file is missing or no longer a recipe. */
export async function readBuildRecipe({ files, plan }: Pick<Build, 'files' | 'plan'>): Promise<Recipe> {
  const text = readRecipeText(files.recipe);
  const kept = readStoredRecipe(givenText(text, files.recipe), plan.name);
  return withSecrets(kept, readSecrets(plan.secrets));
}

/**
 * Asks the runner to end the build; the end appears in the journal. Returns a note for the user, if there is one.
 * @throws UserError `build-ended`; `directory-not-writable` if the runner is on another host and cannot be notified.
 */
export async function cancelBuild({ id, files, state, job }: Build): Promise<string | undefined> {
  if (hasEnded(state.status)) throw new UserError('build-ended', { build: id, state: state.status });
  const signalled = job ? undefined : signalRunner(files);
  try {
    // The file reaches a runner on another host, and one that has not started yet.
    writeFileAtomicSync(files.cancel, '', 0o600);
  } catch (error) {
    if (!signalled) throw asWriteError(error, files.directory);
  }
  if (job) await cancelJob(job);
  return signalled?.note;
}

/** The runner of a job sees the file itself; a job without a runner yet is removed from the queue. */
async function cancelJob(job: Job): Promise<void> {
  try {
    await lookUp(launchers, job.launcher)?.cancel?.(job);
  } catch (error) {
    // Readers of the build ask again until the scheduler answers.
    if (!(error instanceof UserError)) throw error;
  }
  forgetJobStates();
}

async function loadBuild(id: string, files: BuildFiles, site: OwnSite): Promise<Build | undefined> {
  const parts = readParts(files);
  if (!parts || 'broken' in parts) return parts && unreadableBuild(id, files, parts.broken);
  const { plan, order } = parts;
  const state = await readState(files);
  // Before the runner starts, the journal does not have the name yet.
  const { name, display_name } = plan;
  const named = state.name === '' ? { ...state, name, display_name, started: order.ordered } : state;
  const kept = order.cluster === undefined ? undefined : readJob(files);
  const shown = kept && { job: { id: kept.id, cluster: kept.cluster.title } };
  const found = { id, files, plan, order, state: { ...named, ...shown } };
  if (hasEnded(named.status)) return found;
  const job = kept && ownJob(kept, site);
  const build: Build = { ...found, ...(job && { job }), ...placesOf(found, site) };
  // What it has left in a file system that does not answer cannot be cleared now.
  if (isSilent(plan.prefix, site)) return build;
  // Only those who know the cluster can ask for a job that has not begun.
  if (kept && !job && !readIdentity(files.runner)) return build;
  return { ...build, state: withRequest(files, await settle(build, site.config)) };
}

/** A runner needs a moment to see that it is asked to end, and a job in a queue has none. */
function withRequest({ cancel }: BuildFiles, state: BuildState): BuildState {
  if (hasEnded(state.status) || !existsSync(cancel)) return state;
  return { ...state, status: 'cancelling' };
}

interface Parts {
  plan: PlanOutline;
  order: Order;
}

/** Undefined if there is no build, or if it is being ordered: its files are written one after another. */
function readParts(files: BuildFiles): Parts | { broken: unknown } | undefined {
  try {
    return {
      plan: readStored(files.plan, outlineFormat).value,
      order: readStored(files.order, orderFormat).value,
    };
  } catch (broken) {
    const { code } = broken as NodeJS.ErrnoException;
    const noBuild = code === 'ENOTDIR' || (code === 'ENOENT' && !existsSync(files.journal));
    return noBuild ? undefined : { broken };
  }
}

/** @throws UserError `file-missing`, `stored-file-broken`. */
function readRecipeText(path: string): string {
  try {
    return readRegularFile(path);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError('file-missing', { file: path });
  }
}

/** Undefined until the scheduler has accepted the job. */
function readJob({ job }: BuildFiles): Job | undefined {
  return tryReadStored(job, jobFormat);
}

/**
 * The job with the cluster as this reader's own site describes it: what job.json says of the scheduler's programs may have
 * been written by something else. Nothing where the site has no such cluster.
 */
function ownJob(job: Job, site: Pick<Site, 'config'>): Job | undefined {
  const cluster = readClusters(site).find(({ id }) => id === job.cluster.id);
  return cluster && { ...job, launcher: cluster.adapter, cluster };
}

/** Signals a runner on this host. Returns undefined if there is none. */
function signalRunner(files: BuildFiles): { note?: string } | undefined {
  const runner = readIdentity(files.runner);
  if (!runner || !isAlive(runner)) return undefined;
  const stopped = isStopped(runner);
  try {
    process.kill(runner.pid, 'SIGTERM');
    // A stopped process receives no other signal until it is continued.
    if (stopped) process.kill(runner.pid, 'SIGCONT');
  } catch {
    // It ended a moment ago.
    return undefined;
  }
  const note = `The process that runs the build (${runner.pid}) was suspended, and has been continued so that it can end`;
  return stopped ? { note } : {};
}
