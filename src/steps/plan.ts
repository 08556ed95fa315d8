/**
 * The plan: how a recipe is carried out, as data. Computed by make-plan.ts without clock, disk or process;
 * printed by script.ts, run by build/. A path is absolute everywhere in a plan.
 */
import * as z from 'zod/mini';
import { isRecord, type StoredFormat } from '../base/stored.js';
import { phases } from '../shared/phases.js';

/** The file in `<location>/<name>` that says whose directory it is. */
export const OWNER_FILE = '.create_kernel.json';

const variables = z.record(z.string(), z.string());

/** Which values of the kernel's store of secrets a command gets. */
const secretVariables = z.object({
  of: z.enum(['install_variables', 'kernel_variables']),
  names: z.array(z.string()),
});

export type SecretVariables = z.output<typeof secretVariables>;

/** What one step does. Every kind can be printed as bash and run without it. */
const actionSchema = z.discriminatedUnion('kind', [
  /** A program with its words; never a shell string. `variables` hold for this command alone. */
  z.object({
    kind: z.literal('command'),
    argv: z.array(z.string()),
    variables: z.optional(variables),
    /** Secret variables of the kernel that hold for this command; a plan has their names alone. */
    secrets: z.optional(secretVariables),
    /** The file that gets the standard output, instead of the log. */
    output: z.optional(z.string()),
    /** Runs with the plan's own environment, not with the activated one. */
    clean: z.optional(z.literal(true)),
  }),
  /** A file with this text, made whole or not at all. Its directory is made first. */
  z.object({ kind: z.literal('write'), path: z.string(), text: z.string() }),
  /** Lines of bash that change the environment of all later steps (activation, `module load`). */
  z.object({
    kind: z.literal('environment'),
    lines: z.array(z.string()),
    /** What must hold afterwards: activation scripts fail without an exit code. */
    expect: z.optional(z.object({ variable: z.string(), value: z.string() })),
    /** Files that get the environment before and after, as `env -0` prints it. */
    record: z.optional(z.object({ before: z.optional(z.string()), after: z.optional(z.string()) })),
  }),
]);

export type Action = z.output<typeof actionSchema>;

const stepSchema = z.object({
  /** Unique in its plan, such as `install-packages`. */
  id: z.string(),
  phase: z.enum(phases),
  /** A sentence for people: what this step does. */
  title: z.string(),
  action: actionSchema,
  /** Whose output this is (`pip`, `uv`, `conda` …), for the diagnosis of a failure. */
  tool: z.optional(z.string()),
  /** What its program has made when it ends: `report` is the plan’s report. */
  gives: z.optional(z.literal('report')),
  /** This step must run while nobody else writes this directory (a conda package cache). */
  exclusive: z.optional(z.string()),
});

export type Step = z.output<typeof stepSchema>;

/** What is read of a plan that another version of the app may have made: what it is for, and where it works. */
const outlineSchema = z.object({
  /** The kernel's name: a part of paths, so nothing that leads elsewhere. */
  name: z.string().check(z.regex(/^\w[\w.-]*$/)),
  display_name: z.string(),
  generation: z.int().check(z.positive()),
  /** The kernel's own id, which a rename does not change. Absent in plans of 0.1.0. */
  kernel_id: z.optional(z.string()),
  /** The operation that the generation is made for, an id of kernels/operations. Absent in plans of 0.1.0. */
  operation: z.optional(z.string()),
  /** The kernel is in the launcher already, and this generation takes the place of its present one. */
  onto: z.optional(z.literal(true)),
  /** The file with the values of the secret variables that steps name; absent where they name none. */
  secrets: z.optional(z.string()),
  language: z.string(),
  manager: z.string(),
  /** The environment's directory: `<home>/<generation>`. Must not exist before the build. */
  prefix: z.string(),
  /** The kernelspec's directory in the user's Jupyter data directory. Must not exist before a first generation. */
  kernel_directory: z.string(),
  /** Everything temporary: helper programs, the staged kernelspec, the report. On the file system of kernel_directory. */
  staging: z.string(),
});

export type PlanOutline = z.output<typeof outlineSchema>;

const planSchema = z.extend(outlineSchema, {
  /** The staged kernelspecs, a directory that a Jupyter client can search: `<staging>/kernels`. */
  staged_kernels: z.string(),
  /** Where every command runs: an empty directory, so that no tool picks up a file by accident. */
  directory: z.string(),
  /** What must not exist when the build begins: it would be replaced, or mixed with what is made. */
  absent: z.array(z.string()),
  /** The lock file that the install phase writes, in the prefix. */
  lock: z.string(),
  /** The JSON that the verify phase writes (a Report). */
  report: z.string(),
  /** The environment that the first step starts with: this and nothing else. */
  environment: variables,
  steps: z.array(stepSchema),
});

export type Plan = z.output<typeof planSchema>;

/** plan.json, for whoever carries it out. */
export const planFormat = { number: 1, schema: planSchema, migrations: [giveReport] } satisfies StoredFormat;

/** The same file, for whoever lists, settles or cancels its build. */
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
