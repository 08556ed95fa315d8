/** What became of a build that is a job of a cluster, as far as its files and its scheduler tell. */
import { existsSync, readFileSync } from 'node:fs';
import { fileAge, writeFileAtomicSync } from '../../base/files.js';
import { lookUp } from '../../base/registry.js';
import type { BuildStatus, Cause, Queued } from '../../shared/build-events.js';
import type { BuildFiles } from '../build-directory.js';
import { endOfJob } from '../diagnosis/causes/job-ends.js';
import { launchers } from '../launchers/index.js';
import type { Job, JobState } from '../launchers/launcher.js';
import { readJobState } from '../launchers/schedulers/job-states.js';
import { queueReason } from '../launchers/schedulers/queue-reasons.js';
import type { Order } from '../order.js';
import { RENEWAL } from './lock.js';
import { isAlive, type ProcessIdentity, readIdentity } from './process-identity.js';

/** Either it goes on, and is shown as this, or it has ended without telling so. */
export type Life = { goesOn: true; queued?: Queued } | { goesOn: false; status: BuildStatus; cause?: Cause };

// What another host has written may show here only after so long; where the job did end well, its end is on its way.
const LATE = 30_000;
const LAST_WORDS = 4000;

export async function lookAtJob(job: Job, files: BuildFiles, order: Order): Promise<Life> {
  const runner = readIdentity(files.runner);
  if (runner && isHeard(runner, files)) return { goesOn: true };
  const state = await readJobState(job);
  if (!state) return silence(job, runner !== undefined);
  if (state.status === 'ended') return ended(job, state, files, order);
  if (runner) return { goesOn: true };
  if (existsSync(files.cancel)) await cancelAgain(job);
  return { goesOn: true, queued: waitingIn(job, state) };
}

/** A runner on this host can be seen; one on another host is heard from every few seconds. */
function isHeard(runner: ProcessIdentity, { runner: path }: BuildFiles): boolean {
  return isAlive(runner) ?? fileAge(path) < 3 * RENEWAL;
}

/** A scheduler that restarts has not lost its jobs. */
function silence({ cluster }: Job, begun: boolean): Life {
  const reason = `The scheduler of ${cluster.title} does not answer at the moment; the job keeps its place`;
  return begun ? { goesOn: true } : { goesOn: true, queued: { status: 'queued', reason } };
}

function waitingIn({ cluster }: Job, state: JobState & { status: 'queued' | 'running' }): Queued {
  if (state.status === 'queued')
    return { status: 'queued', reason: queueReason(cluster.title, state.reason) };
  const node = state.node ? ` on node \`${state.node}\`` : '';
  return { status: 'waiting', reason: `Its job begins${node}` };
}

/** The wish to cancel may have been uttered while the scheduler did not answer. */
async function cancelAgain(job: Job): Promise<void> {
  await lookUp(launchers, job.launcher)
    ?.cancel?.(job)
    .catch(() => {});
}

function ended(
  job: Job,
  { end, detail }: JobState & { status: 'ended' },
  files: BuildFiles,
  order: Order,
): Life {
  if (existsSync(files.cancel)) return { goesOn: false, status: 'cancelled' };
  const toldByItself = end === 'completed' || end === 'unknown';
  if (toldByItself && timeSinceSeen(files, end) < LATE) return { goesOn: true };
  const facts = {
    cluster: job.cluster.title,
    ...(order.resources && { resources: order.resources }),
    ...(detail && { detail }),
  };
  return { goesOn: false, ...endOfJob(end, facts, lastWords(files.runner_output)) };
}

/** Milliseconds since a reader first saw the job's end. */
function timeSinceSeen({ job_end }: BuildFiles, end: string): number {
  try {
    if (!existsSync(job_end)) writeFileAtomicSync(job_end, JSON.stringify({ end }), 0o600);
    return fileAge(job_end);
  } catch {
    // Where nothing can be written, nothing is awaited.
    return Number.POSITIVE_INFINITY;
  }
}

function lastWords(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(-LAST_WORDS);
  } catch {
    return '';
  }
}
