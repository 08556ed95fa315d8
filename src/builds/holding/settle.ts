/**
 * Settles a build with a dead runner: ends the processes that it left, deletes what is unfinished, and records the end
 * that the runner could not record. The first reader of the build does it.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileAge } from '../../base/files.js';
import { signalGroup } from '../../base/process-group.js';
import { type BuildEvent, type Cause, hasEnded } from '../../shared/builds/build-events.js';
import { type BuildState, foldEvent } from '../../shared/builds/build-state.js';
import type { SiteConfig } from '../../site/settings/index.js';
import { clearUnfinishedDownloads } from '../../site/tools/unfinished-downloads.js';
import type { Build } from '../build.js';
import { dataRootOf, locksBeside, nameLock } from '../build-directory.js';
import { appendLastEvent, readState } from '../journal/journal.js';
import { afterEnd } from './after-end.js';
import { clearUnfinished, isPublished, tryToRemove } from './clear.js';
import { type Life, lookAtJob } from './job-life.js';
import { type Holder, readHolder, releaseLock, takeLock } from './lock.js';
import type { OwnPlaces } from './own-places.js';
import {
  identify,
  isAlive,
  isSeen,
  mayBeAlive,
  readIdentity,
  startTime,
} from './processes/process-identity.js';
import { endMarked } from './processes/process-mark.js';

// How long a new runner may take to start, in milliseconds.
const BEGINNING = 30_000;

function runnerGone({ plan, id }: Build): Cause {
  return {
    code: 'runner-gone',
    message: 'The build was interrupted: its process ended, or its host restarted',
    hint: plan.onto
      ? 'The kernel is unchanged; start the same operation again'
      : `The launcher is unchanged; start the build again with *Edit and retry*, or \`create-kernel retry ${id}\``,
  };
}

/**
 * The state of a build without a recorded end: unchanged while its runner is alive, else with the end that is recorded
 * here. If that cannot be written, as on a full disk, the state is returned anyway, and a later reader tries again.
 */
export async function settle(build: Build, config: SiteConfig): Promise<BuildState> {
  const life = await lookAt(build);
  if (life.goesOn) return { ...build.state, ...life.queued };
  const { files, plan, places, id } = build;
  const lock = join(files.directory, 'settling');
  const name = nameLock(locksBeside(files), plan.name);
  if ((await tryTake(lock, id)) !== undefined) return build.state;
  try {
    // The runner went on, and may have recorded its end, after the build was read and before it died.
    const recorded = await readState(files);
    if (hasEnded(recorded.status)) return recorded;
    const last = recorded.name === '' ? build.state : { ...build.state, ...recorded };
    endLeftovers(files.step);
    await endMarked(id);
    await clearUnfinishedDownloads(dataRootOf(files));
    const other = await takeLock(name, id);
    // Another build of this name has deleted the leftovers already, and may write in the same place.
    const end = endOf({ ...build, state: last }, life, other === undefined || other.build === id);
    rmSync(files.reserve, { force: true });
    await appendLastEvent(files, end);
    const state = foldEvent(last, end);
    // Something else may have written the build's site.json.
    await afterEnd(files, places, state, config);
    return state;
  } catch {
    return foldEvent(build.state, endOf(build, life, false));
  } finally {
    releaseLock(name, id);
    releaseLock(lock, id);
  }
}

/** The reader that settles it already; undefined if no lock can be made: then nothing else can be written either. */
async function tryTake(lock: string, id: string): Promise<Holder | undefined> {
  try {
    return await takeLock(lock, id);
  } catch {
    return undefined;
  }
}

type Ended = Life & { goesOn: false };

function endOf({ places, order, state }: Build, { status, cause }: Ended, clear: boolean): BuildEvent {
  const time = Date.now();
  const publishing = state.steps.some(({ phase, status }) => phase === 'publish' && status !== 'waiting');
  const published = places !== undefined && isPublished(places);
  if (published && publishing) {
    if (clear) tryToRemove(places.staging);
    return { type: 'status', time, status: 'succeeded' };
  }
  const kept =
    clear && places && !published ? clearOrKeep(places, status !== 'cancelled' && order.keep) : undefined;
  return { type: 'status', time, status, ...(cause && { cause }), ...(kept && { kept }) };
}

function clearOrKeep(places: OwnPlaces, keep: boolean): string | undefined {
  return clearUnfinished(places, keep && existsSync(places.prefix));
}

async function lookAt(build: Build): Promise<Life> {
  if (build.job) return lookAtJob(build.job, build.files, build.order);
  return mayLive(build)
    ? { goesOn: true }
    : { goesOn: false, status: 'interrupted', cause: runnerGone(build) };
}

function mayLive({ files, plan, order, id }: Build): boolean {
  const runner = readIdentity(files.runner);
  if (!runner) {
    // Not started yet: the process that ordered it still holds the lock, and the runner takes a moment to start.
    const holder = readHolder(nameLock(locksBeside(files), plan.name));
    if (holder?.build !== id) return false;
    // A scheduler may take long to accept a job.
    return fileAge(files.order) < BEGINNING || (order.cluster !== undefined && isAlive(holder) === true);
  }
  return mayBeAlive(runner, files.runner);
}

/** A step's process group outlives a killed runner. Its pid was not reused if its leader is unchanged or gone. */
function endLeftovers(path: string): void {
  const leader = readIdentity(path);
  // kill(2) with the negative of 1 signals every process.
  if (!leader || leader.pid <= 1 || leader.boot_id !== identify().boot_id || !isSeen(leader)) return;
  const now = startTime(leader.pid);
  if (now === undefined || now === leader.start_time) signalGroup(leader.pid, 'SIGKILL');
}
