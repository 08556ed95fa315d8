/** The states of jobs, cached for some seconds because many pages and streams ask at the same time. */
import { lookUp } from '../../../base/registry.js';
import { limitTime } from '../../../base/time-limit.js';
import { launchers } from '../index.js';
import type { Job, JobState } from '../launcher.js';

const FRESH = 4000;
/** A page must not wait for a slow scheduler: after this time it shows the last known state. */
const PATIENCE = 2500;

interface Asked {
  /** When the scheduler answered; infinite until then, so that no second query starts. */
  time: number;
  answer: Promise<JobState | undefined>;
  /** The last answer. */
  known?: JobState;
}

const asked = new Map<string, Asked>();

/** The state of a job, at most a few seconds old; undefined while its scheduler does not answer. */
export async function readJobState(job: Job): Promise<JobState | undefined> {
  const key = `${job.launcher} ${job.cluster.id} ${job.id}`;
  const before = asked.get(key);
  const now = performance.now();
  const entry = before && now - before.time < FRESH ? before : askAgain(job, before);
  asked.set(key, entry);
  return Promise.race([entry.answer, patience(entry.known)]);
}

/** Makes the next reader ask the scheduler again. */
export function forgetJobStates(): void {
  for (const entry of asked.values()) entry.time = Number.NEGATIVE_INFINITY;
}

function askAgain(job: Job, before: Asked | undefined): Asked {
  const answer = lookUp(launchers, job.launcher)?.state?.(job) ?? Promise.resolve(undefined);
  const entry: Asked = {
    time: Number.POSITIVE_INFINITY,
    answer,
    ...(before?.known && { known: before.known }),
  };
  void answer.then((state) => {
    entry.time = performance.now();
    if (state) entry.known = state;
  });
  return entry;
}

function patience(known: JobState | undefined): Promise<JobState | undefined> {
  return new Promise((resolve) => limitTime(PATIENCE, () => resolve(known)));
}
