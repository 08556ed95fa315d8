/** A scheduler's commands as lists of words, and how their output is read. Pure. */
import type { Answer } from '../../../base/process.js';
import type { ResourceField, Resources } from '../../../site/resources.js';
import type { Cluster, ClusterSettings } from '../cluster.js';
import type { Job, JobState } from '../launcher.js';

/** What a job is submitted with. */
export interface JobRequest {
  cluster: Cluster;
  resources: Resources;
  /** The file for the job's output. */
  output: string;
  /** Further words from the site's settings. */
  native: readonly string[];
}

/** A command that reports on jobs. */
export interface JobQuestion {
  command: string[];
  /** Undefined if the scheduler did not answer; `unknown` if it does not know the job, or no longer. */
  read(answer: Answer): JobState | 'unknown' | undefined;
}

/** A command that lists running jobs. */
export interface RunningJobs {
  command: string[];
  /** Undefined if the scheduler did not answer. */
  count(answer: Answer): number | undefined;
}

/** The lines of a list that begin with a job's number. */
export function countLines({ exit, stdout }: Answer): number | undefined {
  return exit === 0 ? stdout.split('\n').filter((line) => /^\s*\d/.test(line)).length : undefined;
}

export interface Scheduler {
  /** The name of its adapter in Open OnDemand. */
  id: string;
  label: string;
  settings: ClusterSettings;
  /** Submits the script on its standard input. */
  submit(request: JobRequest): string[];
  /** The job's id in the output of `submit`. */
  jobId(printed: string): string | undefined;
  /** Run one after another until one knows the job. */
  questions(job: Job, user: string): JobQuestion[];
  cancel(job: Job): string[];
  /** Lists the jobs of the user that run. */
  running(user: string, cluster: Cluster): RunningJobs;
  /** Patterns of the submit command's errors, and the field that each is about. */
  refusals: readonly (readonly [RegExp, ResourceField])[];
  /** The error of a command that cannot reach the scheduler. */
  silence: RegExp;
}

/** Every job has this name in the scheduler's lists. */
export const JOB_NAME = 'create-kernel';

/** `HH:MM:SS`, rounded up to whole minutes. */
export function clock(hours: number): string {
  const minutes = Math.ceil(hours * 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}

/** Whole megabytes of 1024 × 1024 bytes, as schedulers count. */
export function mebibytes(gigabytes: number): number {
  return Math.ceil(gigabytes * 1024);
}
