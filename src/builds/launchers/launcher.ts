/** How a runner comes to run: on this host, or as a job of a cluster. */
import * as z from 'zod/mini';
import type { StoredFormat } from '../../base/stored.js';
import { type Cluster, clusterSchema } from '../../site/cluster.js';
import type { Resources } from '../../site/resources.js';
import type { Site } from '../../site/site.js';
import type { BuildFiles } from '../build-directory.js';
import type { Order } from '../order.js';

/** A build that is to run. Its directory is complete but for what the runner writes. */
export interface Launch {
  files: BuildFiles;
  order: Order;
  site: Site;
  /** Where a scheduler runs it, and what is asked of that. */
  cluster?: Cluster;
  resources?: Resources;
}

/** A job of a cluster: all that is needed to ask for it and to cancel it, by whoever reads the build later. */
const jobSchema = z.object({
  launcher: z.string(),
  /** As the scheduler names it. */
  id: z.string(),
  cluster: clusterSchema,
  /** Milliseconds since 1970. */
  submitted: z.number(),
});

export type Job = z.output<typeof jobSchema>;

export const jobFormat = { number: 1, schema: jobSchema } satisfies StoredFormat;

/** How a job can end that has not told its own end. */
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

/** Where a job stands. */
export type JobState =
  /** `reason` is the scheduler's own word or sentence. */
  | { status: 'queued'; reason?: string }
  | { status: 'running'; node?: string }
  /** `unknown` where the scheduler no longer knows the job. */
  | { status: 'ended'; end: JobEnd; detail?: string };

/**
 * A launcher starts the runner program on a build's directory. `submit` is called once for a build and must not wait
 * for it; what it starts must outlive this process, its session and its terminal. What the program prints before it
 * can write the journal goes to `files.runner_output`.
 */
export interface Launcher {
  id: string;
  label: string;
  /**
   * Gives the job that the build has become, where it has become one.
   * @throws UserError `job-refused`, `scheduler-silent`; nothing was started then.
   */
  submit(launch: Launch): Promise<Job | undefined>;
  /** Where the job stands; nothing if the scheduler does not answer. */
  state?(job: Job): Promise<JobState | undefined>;
  /** Asks the scheduler to end the job. @throws UserError `scheduler-silent`. */
  cancel?(job: Job): Promise<void>;
}
