/**
 * The plan: the steps of a build, as data. plan/make-plan.ts computes it without clock, disk or process; script.ts prints
 * it; builds/runner runs it. All paths in a plan are absolute.
 */
import * as z from 'zod/mini';
import { isRecord, type StoredFormat } from '../base/stored.js';
import { phases } from '../shared/builds/phases.js';

const variables = z.record(z.string(), z.string());

/** The values in the kernel's secret store that a command gets. */
export const namedSecrets = z.object({
  of: z.enum(['install_variables', 'kernel_variables']),
  names: z.array(z.string()),
});

export type SecretVariables = z.output<typeof namedSecrets>;

/** What one step does. Every kind can be printed as bash, and run without bash. */
const actionSchema = z.discriminatedUnion('kind', [
  /** A program with its arguments, never a shell string. `variables` are set only for this command. */
  z.object({
    kind: z.literal('command'),
    argv: z.array(z.string()),
    variables: z.optional(variables),
    /** The kernel's secret variables that are set for this command; a plan has only their names. */
    secrets: z.optional(namedSecrets),
    /** The file that receives standard output, instead of the log. */
    output: z.optional(z.string()),
    /** Runs with the plan's environment, not with the activated one. */
    clean: z.optional(z.literal(true)),
  }),
  /** Writes a file with this text atomically, and makes its directory. */
  z.object({
    kind: z.literal('write'),
    path: z.string(),
    text: z.string(),
    /** The plan that the generation keeps has no text here. */
    not_kept: z.optional(z.literal(true)),
  }),
  /** Copies files in this order, and makes the directories that they are copied to. */
  z.object({
    kind: z.literal('copy'),
    files: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        /** It need not exist. */
        optional: z.optional(z.literal(true)),
      }),
    ),
  }),
  /** Lines of bash that change the environment of all later steps (activation, `module load`). */
  z.object({
    kind: z.literal('environment'),
    lines: z.array(z.string()),
    /** A variable to check afterwards: activation scripts fail without an exit code. */
    expect: z.optional(z.object({ variable: z.string(), value: z.string() })),
    /** Files that receive the environment before and after, as `env -0` prints it. */
    record: z.optional(z.object({ before: z.optional(z.string()), after: z.optional(z.string()) })),
  }),
]);

export type Action = z.output<typeof actionSchema>;

const stepSchema = z.object({
  /** Unique in its plan, such as `install-packages`. */
  id: z.string(),
  phase: z.enum(phases),
  /** What this step does, in a sentence for people. */
  title: z.string(),
  action: actionSchema,
  /** The tool that writes the output (`pip`, `uv`, `conda` …), for the diagnosis of a failure. */
  tool: z.optional(z.string()),
  /** What its program writes: `report` is the plan’s report. */
  gives: z.optional(z.literal('report')),
  /** A directory (a conda package cache) that no other process may write to while this step runs. */
  exclusive: z.optional(z.string()),
});

export type Step = z.output<typeof stepSchema>;

/** The part of a plan that is read even if another version of the app made it: the kernel and the paths. */
const outlineSchema = z.object({
  /** The kernel's name; it is a part of paths, so it must not lead out of a directory. */
  name: z.string().check(z.regex(/^\w[\w.-]*$/)),
  display_name: z.string(),
  generation: z.int().check(z.positive()),
  /** The kernel's id, which a rename does not change. Absent in plans of 0.1.0. */
  kernel_id: z.optional(z.string()),
  /** The operation that makes the generation, an id in kernels/operations. Absent in plans of 0.1.0. */
  operation: z.optional(z.string()),
  /** The kernel is published already, and this generation replaces its current one. */
  onto: z.optional(z.literal(true)),
  /** The file with the values of the secret variables that steps use; absent if they use none. */
  secrets: z.optional(z.string()),
  language: z.string(),
  manager: z.string(),
  /** The environment's directory: `<home>/<generation>`. Must not exist before the build. */
  prefix: z.string(),
  /** The kernelspec's directory in the user's Jupyter data directory. Must not exist before the first generation. */
  kernel_directory: z.string(),
  /** Temporary files: helper programs, the staged kernelspec, the report. On the same file system as kernel_directory. */
  staging: z.string(),
});

export type PlanOutline = z.output<typeof outlineSchema>;

const planSchema = z.extend(outlineSchema, {
  /** A directory with the staged kernelspec, which a Jupyter client can search: `<staging>/kernels`. */
  staged_kernels: z.string(),
  /** The working directory of every command: empty, so that no tool reads a file by accident. */
  directory: z.string(),
  /** Paths that must not exist when the build starts: it would replace them, or mix them with new files. */
  absent: z.array(z.string()),
  /** The lock file that the install phase writes, in the prefix. */
  lock: z.string(),
  /** The JSON file that the verify phase writes (a Report). */
  report: z.string(),
  /** The complete environment of the first step. */
  environment: variables,
  steps: z.array(stepSchema),
});

export type Plan = z.output<typeof planSchema>;

/** plan.json, for the runner. */
export const planFormat = { number: 1, schema: planSchema, migrations: [giveReport] } satisfies StoredFormat;

/** The same file, for code that lists, settles or cancels the build. */
export const outlineFormat = { number: 1, schema: outlineSchema } satisfies StoredFormat;

/** In 0.1.0, the step `try-kernel` wrote the report without saying so. A build may have waited in a queue since. */
function giveReport(plan: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { steps } = plan;
  if (!Array.isArray(steps)) return plan;
  const marked = steps.map((step: unknown) =>
    isRecord(step) && step.id === 'try-kernel' ? { ...step, gives: 'report' } : step,
  );
  return { ...plan, steps: marked };
}

/** The build that a plan is made for. */
export interface PlannedBuild {
  id: string;
  /** The file from which the generation gets a copy of the plan. */
  plan: string;
  /** When it was ordered, ISO 8601. */
  ordered: string;
}
