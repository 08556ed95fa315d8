/** What is known of a scheduler: its commands as lists of words, and how its answers are read. Pure. */
import type { Answer } from '../../../base/process.js';
import type { Cluster } from '../../../site/cluster.js';
import type { ResourceField, Resources } from '../../../site/resources.js';
import type { Job, JobState } from '../launcher.js';

/** What a job is submitted with. */
export interface JobRequest {
  cluster: Cluster;
  resources: Resources;
  /** The file that takes what the job prints. */
  output: string;
  /** Further words of the site's. */
  native: readonly string[];
}

/** A command that tells of jobs. */
export interface Question {
  command: string[];
  /** Nothing if the scheduler did not answer; `unknown` if it does not know the job (any longer). */
  read(answer: Answer): JobState | 'unknown' | undefined;
}

export interface Scheduler {
  /** Open OnDemand's name of its adapter. */
  id: string;
  label: string;
  /** Submits the script that comes on its input. */
  submit(request: JobRequest): string[];
  /** The job's id in what that prints. */
  jobId(printed: string): string | undefined;
  /** Asked one after another until one knows the job. */
  questions(job: Job, user: string): Question[];
  cancel(job: Job): string[];
  /** What the submit command says → the field that it is about. */
  refusals: readonly (readonly [RegExp, ResourceField])[];
  /** What commands say when the scheduler is out of reach. */
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

/** Whole megabytes of 1024 × 1024 bytes, as schedulers count them. */
export function mebibytes(gigabytes: number): number {
  return Math.ceil(gigabytes * 1024);
}
