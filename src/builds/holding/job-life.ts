/** The state of a build that is a job of a cluster, from its files and its scheduler. */
import { existsSync, readFileSync } from 'node:fs';
import { fileAge, writeFileAtomicSync } from '../../base/files.js';
import { lookUp } from '../../base/registry.js';
import type { BuildStatus, Cause, Queued } from '../../shared/builds/build-events.js';
import type { BuildFiles } from '../build-directory.js';
import { endOfJob } from '../diagnosis/causes/host/job-ends.js';
import { launchers } from '../launchers/index.js';
import type { Job, JobState } from '../launchers/launcher.js';
import { readJobState } from '../launchers/schedulers/job-states.js';
import { queueReason } from '../launchers/schedulers/queue-reasons.js';
import type { Order } from '../order.js';
import { RENEWAL } from './lock.js';
import { isAlive, type ProcessIdentity, readIdentity } from './processes/process-identity.js';

/** The build continues, perhaps in the queue, or its job has ended without recording an end. */
export type Life = { goesOn: true; queued?: Queued } | { goesOn: false; status: BuildStatus; cause?: Cause };

// How long another host's writes may take to appear here, as the recorded end of a completed job; in milliseconds.
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

/** A runner on this host can be checked; one on another host writes its file every few seconds. */
function isHeard(runner: ProcessIdentity, { runner: path }: BuildFiles): boolean {
  return isAlive(runner) ?? fileAge(path) < 3 * RENEWAL;
}

/** A scheduler that restarts keeps its jobs. */
function silence({ cluster }: Job, begun: boolean): Life {
  const reason = `The scheduler of ${cluster.title} does not answer at the moment; the job keeps its place in the queue`;
  return begun ? { goesOn: true } : { goesOn: true, queued: { status: 'queued', reason } };
}

function waitingIn({ cluster }: Job, state: JobState & { status: 'queued' | 'running' }): Queued {
  if (state.status === 'queued')
    return { status: 'queued', reason: queueReason(cluster.title, state.reason) };
  const node = state.node ? ` on node \`${state.node}\`` : '';
  return { status: 'waiting', reason: `The job starts${node}` };
}

/** The user may have cancelled the build while the scheduler did not answer. */
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
  const recordsItsEnd = end === 'completed' || end === 'unknown';
  if (recordsItsEnd && timeSinceSeen(files, end) < LATE) return { goesOn: true };
  const facts = {
    cluster: job.cluster.title,
    ...(order.resources && { resources: order.resources }),
    ...(detail && { detail }),
  };
  return { goesOn: false, ...endOfJob(end, facts, lastWords(files.runner_output)) };
}

/** Milliseconds since a reader first saw that the job has ended. */
function timeSinceSeen({ job_end }: BuildFiles, end: string): number {
  try {
    if (!existsSync(job_end)) writeFileAtomicSync(job_end, JSON.stringify({ end }), 0o600);
    return fileAge(job_end);
  } catch {
    // If nothing can be written, do not wait.
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
