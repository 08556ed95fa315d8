/**
 * Settles a build whose runner is gone: ends what it left running, takes away what it half made, and writes the
 * end that the runner could not write. Done by whoever reads the build first; others find it done.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileAge } from '../../base/files.js';
import { type BuildEvent, type Cause, hasEnded } from '../../shared/build-events.js';
import { type BuildState, foldEvent } from '../../shared/build-state.js';
import type { Build } from '../build.js';
import { locksBeside, nameLock } from '../build-directory.js';
import { appendLastEvent, readState } from '../journal/journal.js';
import { afterEnd } from './after-end.js';
import { clearUnfinished, isPublished, tryToRemove } from './clear.js';
import { type Life, lookAtJob } from './job-life.js';
import { type Holder, readHolder, releaseLock, takeLock } from './lock.js';
import type { OwnPlaces } from './own-places.js';
import { signalGroup } from './process-group.js';
import { identify, isAlive, readIdentity, startTime } from './process-identity.js';
import { endMarked } from './process-mark.js';

// How long a runner on another host may be silent (it writes every five seconds), and a new one may take to begin.
const SILENCE = 60_000;
const BEGINNING = 30_000;

function runnerGone({ plan }: Build): Cause {
  return {
    code: 'runner-gone',
    message: 'The build was interrupted: the process that ran it has ended, or its host was restarted',
    hint: plan.onto
      ? 'The kernel is as it was before; start the same operation again'
      : 'Nothing of it is left in the launcher; start it again with *Edit and retry*',
  };
}

/**
 * The state of a build that has not told its end: as it is while its runner lives, else with the end that is told for
 * it. Where that cannot be written (a full disk), it is given all the same; a later reader tries again.
 */
export async function settle(build: Build): Promise<BuildState> {
  const life = await lookAt(build);
  if (life.goesOn) return { ...build.state, ...life.queued };
  const { files, plan, places, id } = build;
  const lock = join(files.directory, 'settling');
  const name = nameLock(locksBeside(files), plan.name);
  if ((await tryTake(lock, id)) !== undefined) return build.state;
  try {
    // The runner may have told its end just before it went.
    const told = await readState(files);
    if (hasEnded(told.status)) return told;
    endLeftovers(files.step);
    await endMarked(id);
    const other = await takeLock(name, id);
    // Whoever builds this name now has cleared the rubble before, and may work in the very same place.
    const end = endOf(build, life, other === undefined || other.build === id);
    rmSync(files.reserve, { force: true });
    await appendLastEvent(files, end);
    const state = foldEvent(build.state, end);
    await afterEnd(files, places, state);
    return state;
  } catch {
    return foldEvent(build.state, endOf(build, life, false));
  } finally {
    releaseLock(name, id);
    releaseLock(lock, id);
  }
}

/** Who settles it already. Where no lock can be made, nothing can be written either, and no other reader is disturbed. */
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
    // Not begun yet: the lock is still its starter's, and the runner takes a moment to come up.
    const holder = readHolder(nameLock(locksBeside(files), plan.name));
    if (holder?.build !== id) return false;
    // A scheduler may take its time to take a job.
    return fileAge(files.order) < BEGINNING || (order.cluster !== undefined && isAlive(holder) === true);
  }
  return isAlive(runner) ?? fileAge(files.runner) < SILENCE;
}

/** The step's process group outlives a killed runner. Its pid may have been reused, unless its leader is unchanged or gone. */
function endLeftovers(path: string): void {
  const leader = readIdentity(path);
  // As a group, 1 stands for everybody (kill(2)).
  if (!leader || leader.pid <= 1 || leader.boot_id !== identify().boot_id || leader.host !== identify().host)
    return;
  const now = startTime(leader.pid);
  if (now === undefined || now === leader.start_time) signalGroup(leader.pid, 'SIGKILL');
}
