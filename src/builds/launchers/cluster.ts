import * as z from 'zod/mini';

/** What is needed to talk to a cluster's scheduler. */
export const clusterSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Open OnDemand's name of the scheduler, such as `slurm`. */
  adapter: z.string(),
  /** Commands are run there through ssh. */
  submit_host: z.optional(z.string()),
  /** The directory of the scheduler's commands; without it they are on the usual path. */
  bin: z.optional(z.string()),
  /** Command → its program, such as a wrapper of the site's. */
  bin_overrides: z.record(z.string(), z.string()),
  /** The name that the scheduler knows the cluster by, where it serves several. */
  name: z.optional(z.string()),
  /** Variables that the scheduler's commands need. */
  environment: z.record(z.string(), z.string()),
});

export type Cluster = z.output<typeof clusterSchema>;

/** What a scheduler takes from the `job` section of Open OnDemand's description of a cluster. */
export interface ClusterSettings {
  /** Setting → the variable by which the scheduler's commands take it. */
  variables: Readonly<Record<string, string>>;
  /** The setting with the cluster's name, for a scheduler that serves several. */
  name?: string;
}
