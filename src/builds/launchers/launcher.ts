/** Starts a runner on this host, or as a job of a cluster. */
import * as z from 'zod/mini';
import type { StoredFormat } from '../../base/stored.js';
import type { Resources } from '../../site/resources.js';
import type { Site } from '../../site/site.js';
import type { BuildFiles } from '../build-directory.js';
import type { ProcessIdentity } from '../holding/processes/process-identity.js';
import type { Order } from '../order.js';
import { type Cluster, type ClusterSettings, clusterSchema } from './cluster.js';

/** A build to launch. Its directory is complete except for the files that the runner writes. */
export interface Launch {
  files: BuildFiles;
  order: Order;
  site: Site;
  /** The cluster that runs it, and the resources to request there. */
  cluster?: Cluster;
  resources?: Resources;
}

/** A job of a cluster, with everything that a later reader of the build needs to query and cancel it. */
const jobSchema = z.object({
  launcher: z.string(),
  /** The scheduler's id of the job. */
  id: z.string(),
  cluster: clusterSchema,
  /** Milliseconds since 1970. */
  submitted: z.number(),
});

export type Job = z.output<typeof jobSchema>;

export const jobFormat = { number: 1, schema: jobSchema } satisfies StoredFormat;

/** What a launcher started: the runner itself, or a job that will start it. */
export type Launched = { runner: ProcessIdentity } | { job: Job };

/** How a job can end without recording its end in the journal. */
export const jobEnds = [
  'completed',
  'failed',
  'time-limit',
  'out-of-memory',
  'node-failure',
  'preempted',
  'cancelled',
  'unknown',
] as const;
export type JobEnd = (typeof jobEnds)[number];

/** The state of a job. */
export type JobState =
  /** `reason` is the scheduler's word or sentence. */
  | { status: 'queued'; reason?: string }
  | { status: 'running'; node?: string }
  /** `unknown` if the scheduler no longer knows the job. */
  | { status: 'ended'; end: JobEnd; detail?: string };

/** The launch of a build with incomplete files. One of the functions is called, once. */
export interface BegunLaunch {
  /**
   * Returns what holds the build's lock from now on.
   * @throws UserError `job-refused`, `scheduler-silent`; then nothing was started.
   */
  submit(launch: Launch): Promise<Launched>;
  /** The build is refused. */
  abandon(): void;
}

/**
 * A launcher starts the runner program on a build's directory. It must not wait for the build's end, and what it starts
 * must outlive this process, its session and its terminal. Output of the program, such as errors before it can write the
 * journal, goes to `files.runner_output`.
 */
export interface Launcher {
  id: string;
  label: string;
  /** For jobs of a cluster, with the launcher's id as its adapter. */
  settings?: ClusterSettings;
  /** Starts what needs only the build's directory, while its files are made. Called once for a build. */
  begin(files: BuildFiles, site: Site): Promise<BegunLaunch>;
  /** The state of the job; undefined if the scheduler does not answer. */
  state?(job: Job): Promise<JobState | undefined>;
  /** How many jobs of the user run on the cluster; undefined if the scheduler does not answer. */
  running?(cluster: Cluster): Promise<number | undefined>;
  /** Asks the scheduler to end the job. @throws UserError `scheduler-silent`. */
  cancel?(job: Job): Promise<void>;
}
