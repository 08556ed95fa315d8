/** The schemas of a journal's lines and its snapshot on disk, also of other versions. */
import * as z from 'zod/mini';
import { lenientList } from '../../base/lenient.js';
import type { StoredFormat } from '../../base/stored.js';
import { type BuildEvent, buildStatuses } from '../../shared/builds/build-events.js';
import { type BuildState, stepStatuses } from '../../shared/builds/build-state.js';
import { phases } from '../../shared/builds/phases.js';
import { reportSchema } from '../../shared/builds/report.js';

const cause = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  line: z.optional(z.number()),
  excerpt: z.optional(z.string()),
  next: z.optional(
    lenientList(
      z.object({
        id: z.string(),
        label: z.string(),
        package: z.optional(z.object({ from: z.string(), to: z.string() })),
        add: z.optional(
          z.object({ package: z.string(), module: z.string(), known: z.optional(z.boolean()) }),
        ),
        language_version: z.optional(z.string()),
        upgrade: z.optional(z.array(z.string())),
        build: z.optional(
          z.object({
            build_constraints: z.optional(z.array(z.string())),
            build_packages: z.optional(z.array(z.string())),
          }),
        ),
      }),
    ),
  ),
});

const step = { id: z.string(), phase: z.enum(phases), title: z.string() };

const about = {
  name: z.string(),
  display_name: z.string(),
  generation: z.number(),
  language: z.optional(z.string()),
  manager: z.string(),
  host: z.optional(z.string()),
};

export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('build'), time: z.number(), ...about, steps: lenientList(z.object(step)) }),
  z.object({
    type: z.literal('status'),
    time: z.number(),
    status: z.enum(buildStatuses),
    reason: z.optional(z.string()),
    cause: z.optional(cause),
    kept: z.optional(z.string()),
  }),
  z.object({ type: z.literal('step-started'), time: z.number(), step: z.string(), command: z.string() }),
  z.object({
    type: z.literal('output'),
    time: z.number(),
    step: z.string(),
    stream: z.enum(['stdout', 'stderr']),
    line: z.number(),
    text: z.string(),
    replaces: z.optional(z.literal(true)),
  }),
  z.object({
    type: z.literal('step-ended'),
    time: z.number(),
    step: z.string(),
    exit: z.nullable(z.number()),
    signal: z.optional(z.string()),
    seconds: z.number(),
    peak_memory: z.optional(z.number()),
  }),
  z.object({ type: z.literal('received'), time: z.number(), step: z.string(), bytes: z.number() }),
  z.object({ type: z.literal('report'), time: z.number(), report: reportSchema }),
]) satisfies z.ZodMiniType<BuildEvent>;

const compiling = z.object({
  running: lenientList(z.object({ package: z.string(), since: z.number() })),
  done: lenientList(z.object({ package: z.string(), seconds: z.number() })),
});

const part = z.object({ done: z.number(), total: z.number() });

const progress = z.object({
  since: z.number(),
  seen: z.number(),
  bytes: z.optional(part),
  ended: z.optional(z.number()),
  packages: z.optional(part),
  open: lenientList(z.object({ package: z.string(), bytes: z.number() })),
});

const stateSchema = z.object({
  ...about,
  job: z.optional(z.object({ id: z.string(), cluster: z.string() })),
  status: z.enum(buildStatuses),
  reason: z.optional(z.string()),
  cause: z.optional(cause),
  kept: z.optional(z.string()),
  started: z.number(),
  ended: z.optional(z.number()),
  steps: lenientList(
    z.object({
      ...step,
      command: z.optional(z.string()),
      status: z.enum(stepStatuses),
      started: z.optional(z.number()),
      seconds: z.optional(z.number()),
      exit: z.optional(z.nullable(z.number())),
      signal: z.optional(z.string()),
      peak_memory: z.optional(z.number()),
      first_line: z.optional(z.number()),
      last_line: z.optional(z.number()),
      compiling: z.optional(compiling),
      progress: z.optional(z.catch(z.optional(progress), undefined)),
    }),
  ),
  lines: z.number(),
  report: z.optional(z.catch(z.optional(reportSchema), undefined)),
}) satisfies z.ZodMiniType<BuildState>;

/** The state after the first `offset` bytes of the journal. */
const snapshotSchema = z.object({ state: stateSchema, offset: z.int().check(z.nonnegative()) });

export type Snapshot = z.output<typeof snapshotSchema>;

export const snapshotFormat = { number: 1, schema: snapshotSchema } satisfies StoredFormat;

/** The part of it that says whether and when the build has ended. */
export const endFormat = {
  number: 1,
  schema: z.object({
    state: z.object({ status: z.enum(buildStatuses), ended: z.optional(z.number()) }),
  }),
} satisfies StoredFormat;
