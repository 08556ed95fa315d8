/** The declaration of a package manager: how it is found, configured and planned with. */
import type * as z from 'zod';
import type { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import type { Recipe } from '../recipe/recipe.js';
import type { SourceId } from '../sources/index.js';
import type { PackageSpec } from '../sources/package-spec.js';
import type { Action, Step } from '../steps/plan.js';
import type { Interpreter, Program, Tool } from './program.js';

/** What a manager needs to know of the site that it works at. */
export interface Host {
  /** The programs that were found: a manager's own under its id, others under the name that declares them. */
  programs: Readonly<Record<string, Tool>>;
  /** Newest first; one for each minor version. */
  interpreters: readonly Interpreter[];
  /** Package indexes for recipes that name none. */
  indexes: readonly string[];
  /** Conda channels for recipes that name none. */
  channels: readonly string[];
  /** The values of the manager's own settings, for its schemas to read. */
  settings: Readonly<Record<string, unknown>>;
}

/** Where one environment and everything for it will be. */
export interface EnvironmentPaths {
  /** `<location>/<name>`: the kernel's own directory. */
  home: string;
  prefix: string;
  staging: string;
  lock: string;
  /** Package caches, on the file system of the environments so that hard links work. */
  caches: string;
  /** The app's private programs, such as a downloaded uv. */
  tools: string;
}

/** The texts of an environment's lock files. */
export interface Locked {
  lock: string;
  /** What pip added to a conda environment. */
  pip_lock?: string;
}

export interface EnvironmentRequest {
  recipe: Recipe;
  language: Language;
  /** The recipe's packages, and those that the site adds to every kernel. */
  packages: PackageSpec[];
  paths: EnvironmentPaths;
  host: Host;
  /** What is installed, exactly; without it, what was asked for is solved. */
  locked?: Locked;
}

/** The steps of one environment, by what they do. */
export interface EnvironmentPlan {
  create: Step[];
  activate: Extract<Action, { kind: 'environment' }>;
  install: Step[];
  /** The language version, as far as it is known before the environment exists. */
  language_version: string;
}

/** A command that finds out the exact packages without installing any, and how to read its answer. */
export interface Resolution {
  /** The command that writes down which of the user's own settings count; it is run first, without the variables. */
  settings?: string[];
  /** Commands that are run before the question. */
  prepare: string[][];
  argv: string[];
  variables: Record<string, string>;
  /** Files that the command reads. */
  files: { path: string; text: string }[];
  /** The file that gets the answer, where it is not the standard output. */
  output?: string;
  /** @throws Error if the answer is of another form. */
  read(answer: string): ResolvedPackage[];
  tool: string;
}

export interface ResolvedPackage {
  name: string;
  version: string;
  source: SourceId;
  /** Bytes to download; absent where the tool does not tell. */
  size?: number;
  /** Where it comes from, for asking its size. */
  url?: string;
}

export interface CredentialsFile {
  /** The variable that names the file to the tools. */
  variable: string;
  /** Of the setting, for the documentation. */
  description: string;
}

/** One line of the doctor's report; with `fix`, a warning. */
export interface ProgramReport {
  found: string;
  fix?: string;
}

/**
 * One package manager: the file beside this one that declares it, and its line in index.ts, are all there is of it.
 * Detection, settings, doctor, form, command line and documentation follow from the registry.
 */
export interface Manager {
  /** Its name in recipes and in the site's settings. */
  id: string;
  /** Its name in the form. */
  label: string;
  /** The first one is where the recipe's `packages` come from. */
  installs: readonly [SourceId, ...SourceId[]];
  /** Its program, which a site may name under `managers.<id>.path`. Absent where it comes with something else. */
  program?: Program;
  /** Other programs that it runs, by the name that `Host.programs` has them under. */
  helpers?: Readonly<Record<string, Program>>;
  /** Settings under `managers.<id>` besides `enabled` and `path`; each has a default and a description. */
  settings?: z.ZodObject;
  /** The same at the top level of the site's file. */
  site_settings?: z.ZodObject;
  /** Files with mirrors and logins that its tools read, by the name of each under the site's `credentials`. */
  credentials?: Readonly<Record<string, CredentialsFile>>;
  /** How long its tools wait for what does not answer, as variables; the site's `environment` wins. */
  timeouts?: Readonly<Record<string, string>>;
  /** What the doctor reports where no program of it was found; by default, that it is not here. */
  report?(host: Host): ProgramReport | undefined;
  /** Whether this host has it, or can get it as a step of the plan. */
  available(host: Host): boolean;
  /** The versions of a language that it can give here; `any` where a channel decides. */
  versions(language: Language, host: Host): readonly string[] | 'any';
  /** The parts of this recipe that it cannot do; empty if it can do all. */
  problems(recipe: Recipe, host: Host): UserError[];
  /** What a person should know before the build, although it may go well. */
  warnings?(request: EnvironmentRequest): UserError[];
  /** @throws UserError if `problems` has one. */
  plan(request: EnvironmentRequest): EnvironmentPlan;
  /** Undefined if it can only install: it is not installed yet, or its version has no dry run. */
  resolve(request: EnvironmentRequest): Resolution | undefined;
}
