/** What the runner needs besides the plan: order.json. */
import * as z from 'zod/mini';
import type { StoredFormat } from '../base/stored.js';
import { resourcesSchema } from '../site/resources.js';

const orderSchema = z.object({
  build: z.string(),
  /** Keep the environment of a failed build. */
  keep: z.boolean(),
  log_bytes: z.number(),
  /** The directory of locks, and how many builds of a user may run at a time. */
  locks: z.string(),
  builds: z.number(),
  /** The limit of builds of all users on one host. */
  host: z.optional(z.object({ directory: z.string(), builds: z.number() })),
  launcher: z.string(),
  /** The runner's niceness (nice(1)). */
  nice: z._default(z.number(), 0),
  /** The cluster's id and the requested resources; only if the build is a job. */
  cluster: z.optional(z.string()),
  resources: z.optional(resourcesSchema),
  /** The preset that the recipe was made from, for *Edit and retry*. */
  preset: z.optional(z.string()),
  /** The installed packages that an update takes newer versions of, or whether it does of all, for the same update again. */
  upgrade: z.optional(z.union([z.boolean(), z.array(z.string())])),
  /** Milliseconds since 1970. */
  ordered: z.number(),
});

export type Order = z.output<typeof orderSchema>;

export const orderFormat = { number: 1, schema: orderSchema } satisfies StoredFormat;
