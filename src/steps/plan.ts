/**
 * The plan: how a recipe is carried out, as data. Computed by make-plan.ts without clock, disk or process;
 * printed by script.ts, run by build/. A path is absolute everywhere in a plan.
 */
import type { Phase } from '../shared/phases.js';

/** The file in `<location>/<name>` that says whose directory it is. */
export const OWNER_FILE = '.create_kernel.json';

/** What one step does. Every kind can be printed as bash and run without it. */
export type Action =
  /** A program with its words; never a shell string. `variables` hold for this command alone. */
  | {
      kind: 'command';
      argv: string[];
      variables?: Record<string, string>;
      /** Secret variables of the kernel that hold for this command; a plan has their names alone. */
      secrets?: SecretVariables;
      /** The file that gets the standard output, instead of the log. */
      output?: string;
      /** Runs with the plan's own environment, not with the activated one. */
      clean?: true;
    }
  /** A file with this text, made whole or not at all. Its directory is made first. */
  | { kind: 'write'; path: string; text: string }
  /** Lines of bash that change the environment of all later steps (activation, `module load`). */
  | {
      kind: 'environment';
      lines: string[];
      /** What must hold afterwards: activation scripts fail without an exit code. */
      expect?: { variable: string; value: string };
      /** Files that get the environment before and after, as `env -0` prints it. */
      record?: { before?: string; after?: string };
    };

/** Which values of the kernel's store of secrets a command gets. */
export interface SecretVariables {
  of: 'install_variables' | 'kernel_variables';
  names: string[];
}

export interface Step {
  /** Unique in its plan, such as `install-packages`. */
  id: string;
  phase: Phase;
  /** A sentence for people: what this step does. */
  title: string;
  action: Action;
  /** Whose output this is (`pip`, `uv`, `conda` …), for the diagnosis of a failure. */
  tool?: string;
  /** This step must run while nobody else writes this directory (a conda package cache). */
  exclusive?: string;
}

export interface Plan {
  /** The kernel's name. */
  name: string;
  display_name: string;
  generation: number;
  /** The kernel's own id, which a rename does not change. Absent in plans of 0.1.0. */
  kernel_id?: string;
  /** The operation that the generation is made for, an id of kernels/operations. Absent in plans of 0.1.0. */
  operation?: string;
  /** The kernel is in the launcher already, and this generation takes the place of its present one. */
  onto?: true;
  /** The file with the values of the secret variables that steps name; absent where they name none. */
  secrets?: string;
  language: string;
  manager: string;
  /** The environment's directory: `<home>/<generation>`. Must not exist before the build. */
  prefix: string;
  /** The kernelspec's directory in the user's Jupyter data directory. Must not exist before a first generation. */
  kernel_directory: string;
  /** Everything temporary: helper programs, the staged kernelspec, the report. On the file system of kernel_directory. */
  staging: string;
  /** The staged kernelspecs, a directory that a Jupyter client can search: `<staging>/kernels`. */
  staged_kernels: string;
  /** Where every command runs: an empty directory, so that no tool picks up a file by accident. */
  directory: string;
  /** What must not exist when the build begins: it would be replaced, or mixed with what is made. */
  absent: string[];
  /** The lock file that the install phase writes, in the prefix. */
  lock: string;
  /** The JSON that the verify phase writes (a Report, build/report.ts). */
  report: string;
  /** The environment that the first step starts with: this and nothing else. */
  environment: Record<string, string>;
  steps: Step[];
}

/** The build that a plan is made for. */
export interface PlannedBuild {
  id: string;
  /** The file from which the generation gets a copy of the plan. */
  plan: string;
  /** When it was ordered, ISO 8601. */
  ordered: string;
}
