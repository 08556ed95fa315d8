/** Causes for cluster jobs that ended without a result of the build, and what to do. */
import type { BuildStatus, Cause } from '../../../../shared/builds/build-events.js';
import type { Resources } from '../../../../site/resources.js';
import type { JobEnd } from '../../../launchers/launcher.js';

export interface JobFacts {
  /** The cluster's title. */
  cluster: string;
  resources?: Resources;
  /** The scheduler's own words. */
  detail?: string;
  /** The last line that the job has printed. */
  printed?: string;
}

interface Row {
  status: BuildStatus & ('failed' | 'interrupted' | 'cancelled');
  message: (facts: JobFacts) => string;
  hint: (facts: JobFacts) => string;
}

const hours = ({ resources }: JobFacts) => (resources ? ` of ${resources.hours} h` : '');
const gigabytes = ({ resources }: JobFacts) => (resources ? ` of ${resources.memory_gigabytes} GB` : '');

const rows: Record<JobEnd, Row> = {
  'time-limit': {
    status: 'failed',
    message: (facts) => `${facts.cluster} ended the job at its time limit${hours(facts)}`,
    hint: () => 'Request more hours under *Advanced*, or fewer packages at once',
  },
  'out-of-memory': {
    status: 'failed',
    message: (facts) =>
      `${facts.cluster} ended the job because it used more memory than its limit${gigabytes(facts)}`,
    hint: () => 'Request more memory under *Advanced*; mamba and uv need less than conda',
  },
  'node-failure': {
    status: 'interrupted',
    message: (facts) => `The node of ${facts.cluster} that ran the job has failed`,
    hint: () => 'Build again: the recipe is not the cause',
  },
  preempted: {
    status: 'interrupted',
    message: (facts) => `${facts.cluster} preempted the job for one with higher priority`,
    hint: () => 'Build again, or in a queue without preemption',
  },
  cancelled: {
    status: 'interrupted',
    message: (facts) => `The job was cancelled on ${facts.cluster}, not on this page`,
    hint: () => 'If you did not cancel it, ask the site’s administrator before you build there again',
  },
  failed: {
    status: 'failed',
    message: ({ cluster, detail, printed }) =>
      `The job on ${cluster} failed${detail ? ` (${detail})` : ''}${printed ? `: \`${printed}\`` : ''}`,
    hint: () => 'Build again; if it fails in the same way, send this message to the site’s administrator',
  },
  completed: {
    status: 'interrupted',
    message: ({ cluster, printed }) =>
      `The job on ${cluster} ended without a result of the build${printed ? `: \`${printed}\`` : ''}`,
    hint: () => 'Build again; if it fails in the same way, send this message to the site’s administrator',
  },
  unknown: {
    status: 'interrupted',
    message: ({ cluster }) => `The job has ended, and ${cluster} has no record of its result`,
    hint: () => 'Build again; the end of the log may say more',
  },
};

/** What the job, or the scheduler's process in it, prints at its end. */
const printedEnds: readonly (readonly [RegExp, JobEnd])[] = [
  [/DUE TO TIME LIMIT|walltime .*exceeded limit|TERM_RUNLIMIT/, 'time-limit'],
  [
    /oom[-_ ]kill|exceeded (job |step )?memory limit|\bmem .*exceeded limit|TERM_MEMLIMIT|DUE TO MEMORY/i,
    'out-of-memory',
  ],
  [/DUE TO NODE FAILURE/, 'node-failure'],
  [/DUE TO PREEMPTION|TERM_PREEMPT/, 'preempted'],
];

/** The end of a build for a job that ended like this; `output` is the end of the job's output. */
export function endOfJob(
  end: JobEnd,
  facts: JobFacts,
  output: string,
): { status: Row['status']; cause: Cause } {
  // If the scheduler does not report why the job failed, the end of its output may.
  const vague = end === 'failed' || end === 'unknown' || end === 'completed' || end === 'cancelled';
  const printedEnd = vague ? printedEnds.find(([pattern]) => pattern.test(output))?.[1] : undefined;
  const found = printedEnd ?? end;
  const printed = output.trim().split('\n').at(-1) ?? '';
  const known = { ...facts, ...(printed && { printed: printed.slice(0, 200) }) };
  const { status, message, hint } = rows[found];
  return { status, cause: { code: `job-${found}`, message: message(known), hint: hint(known) } };
}
