/**
 * Settles a build whose runner is gone: ends what it left running, takes away what it half made, and writes the
 * end that the runner could not write. Done by whoever reads the build first; others find it done.
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameLock } from './build-directory.js';
import type { Build } from './builds.js';
import { clearUnfinished, isPublished } from './clear.js';
import type { BuildEvent, Cause } from './events.js';
import { appendLastEvent, readJson } from './journal.js';
import { readHolder, releaseLock, takeLock } from './lock.js';
import { signalGroup } from './process-group.js';
import { identify, isAlive, type ProcessIdentity, startTime } from './process-identity.js';

// How long a runner on another host may be silent (it writes every five seconds), and a new one may take to begin.
const SILENCE = 60_000;
const BEGINNING = 30_000;

const gone: Cause = {
  code: 'runner-gone',
  message: 'The build was interrupted: the process that ran it has ended, or its host was restarted',
  hint: 'Nothing of it is left in the launcher; start it again with *Edit and retry*',
};

/** Whether the build's end was written, now or by another process meanwhile. Does nothing while the runner lives. */
export async function settle(build: Build): Promise<boolean> {
  if (mayLive(build)) return false;
  const { files, plan, order, id } = build;
  const lock = join(files.directory, 'settling');
  if (takeLock(lock, id)) return false;
  try {
    endLeftovers(files.step);
    const published = isPublished(plan);
    const kept = !published && order.keep && existsSync(plan.prefix);
    if (!published) clearUnfinished(plan, kept);
    rmSync(files.reserve, { force: true });
    const end: BuildEvent = published
      ? { type: 'status', time: Date.now(), status: 'succeeded' }
      : {
          type: 'status',
          time: Date.now(),
          status: 'interrupted',
          cause: gone,
          ...(kept && { kept: plan.prefix }),
        };
    await appendLastEvent(files, end);
    releaseLock(nameLock(order.locks, plan.name), id);
    return true;
  } finally {
    releaseLock(lock, id);
  }
}

function mayLive({ files, plan, order, id }: Build): boolean {
  const runner = readIdentity(files.runner);
  if (!runner) {
    // Not begun yet: the lock is still its starter's, and the runner takes a moment to come up.
    const holder = readHolder(nameLock(order.locks, plan.name));
    return holder?.build === id && age(files.order) < BEGINNING;
  }
  return isAlive(runner) ?? age(files.runner) < SILENCE;
}

/** Milliseconds since a file was written, by the clock of the file system that it lies on. */
function age(path: string): number {
  const probe = `${path}.now-${process.pid}`;
  try {
    writeFileSync(probe, '', { mode: 0o600 });
    return statSync(probe).mtimeMs - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** The step's process group outlives a killed runner. Its pid may have been reused, unless its leader is unchanged or gone. */
function endLeftovers(path: string): void {
  const leader = readIdentity(path);
  if (!leader || leader.boot_id !== identify().boot_id || leader.host !== identify().host) return;
  const now = startTime(leader.pid);
  if (now === undefined || now === leader.start_time) signalGroup(leader.pid, 'SIGKILL');
}

function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    return readJson<ProcessIdentity>(path);
  } catch {
    return undefined;
  }
}
