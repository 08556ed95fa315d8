/** Where jobs stand, asked seldom: many pages and their streams want to know at the same time. */
import { lookUp } from '../../../base/registry.js';
import { launchers } from '../index.js';
import type { Job, JobState } from '../launcher.js';

const FRESH = 4000;
/** A page must not wait for a scheduler that is slow: it is shown what was known. */
const PATIENCE = 2500;

interface Asked {
  /** When it was answered; never too long ago while it is not. */
  time: number;
  answer: Promise<JobState | undefined>;
  /** The last answer that there was. */
  known?: JobState;
}

const asked = new Map<string, Asked>();

/** Where a job stands, at most some seconds old; nothing while its scheduler does not answer. */
export async function readJobState(job: Job): Promise<JobState | undefined> {
  const key = `${job.launcher} ${job.cluster.id} ${job.id}`;
  const before = asked.get(key);
  const now = performance.now();
  const entry = before && now - before.time < FRESH ? before : askAnew(job, before);
  asked.set(key, entry);
  return Promise.race([entry.answer, patience(entry.known)]);
}

/** The next reader asks anew. */
export function forgetJobStates(): void {
  for (const entry of asked.values()) entry.time = Number.NEGATIVE_INFINITY;
}

function askAnew(job: Job, before: Asked | undefined): Asked {
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
  return new Promise((resolve) => setTimeout(resolve, PATIENCE, known).unref());
}
