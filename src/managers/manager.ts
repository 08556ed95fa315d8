/** The declaration of a package manager: how it is found, configured and planned with. */
import type * as z from 'zod';
import type { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import type { Recipe } from '../recipe/recipe.js';
import { addedLock, type SourceId } from '../sources/index.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import type { Action, Step } from '../steps/plan.js';
import type { Downloads, Offered } from './offered-interpreters.js';
import type { Interpreter, Program, Tool } from './program.js';

/** What a manager needs to know about the site. */
export interface Host {
  /** The programs that were found: a manager's own under its id, its helpers under their names in `Manager.helpers`. */
  programs: Readonly<Record<string, Tool>>;
  /** Newest first; one for each minor version. */
  interpreters: readonly Interpreter[];
  /** Interpreters of environment modules that no recipe has to load, for the app's own environments; empty where the host's will do. */
  module_interpreters?: readonly Interpreter[];
  /** Interpreters that a step of the plan can install. */
  downloads: Offered;
  /** Package indexes for recipes that name none. */
  indexes: readonly string[];
  /** Conda channels for recipes that name none. */
  channels: readonly string[];
  /** The site's directory of shared helpers, if it has one. */
  helper_directory?: string;
  /** The site's package caches of conda, which are only read. */
  conda_package_caches: readonly string[];
  /** The ids of the managers that the site does not allow. */
  disabled: readonly string[];
  /** The values of the manager's own settings, and of those at the top level of any manager, for their schemas to read. */
  settings: Readonly<Record<string, unknown>>;
}

/** The paths of one environment and of everything that belongs to it. */
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
  /** What was added to an environment of another source. */
  added_lock?: string;
}

/** The packages of an earlier environment. A solve keeps their versions as far as the request allows. */
export interface Earlier extends Locked {
  /** The names of those that take their newest versions. */
  upgrade: readonly string[];
  /** The names of those that the request asks for in another version than the earlier one. */
  changed: readonly string[];
}

/** The names of these files in the generation's own directory. */
export const lockFiles = { lock: 'lock.txt', added_lock: addedLock() } as const satisfies Record<
  keyof Locked,
  string
>;

export interface EnvironmentRequest {
  recipe: Recipe;
  language: Language;
  /** The recipe's packages, and those that the site adds to every kernel. */
  packages: PackageSpec[];
  paths: EnvironmentPaths;
  host: Host;
  /** The exact packages to install; without it, the requested packages are solved. */
  locked?: Locked;
  /** What a solve begins with; without it, the newest versions are preferred. */
  earlier?: Earlier;
}

/** The steps that make one environment, by purpose. */
export interface EnvironmentPlan {
  create: Step[];
  activate: Extract<Action, { kind: 'environment' }>;
  install: Step[];
  /** The language version, as far as it is known before the environment exists. */
  language_version: string;
  /** What LD_LIBRARY_PATH has to be for the environment's Python to start; absent if it needs nothing. */
  libraries?: string;
}

/** A command that resolves the exact packages without installing any, and how to read its output. */
export interface Resolution {
  /** The command that writes those of the user's settings that apply to a build. It runs first, without the variables. */
  settings?: string[];
  /** Commands that run before `argv`. */
  prepare: string[][];
  /** What `prepare` makes, if no command changes it afterwards: the next resolution can use it too. */
  keeps?: KeptEnvironment;
  argv: string[];
  variables: Record<string, string>;
  /** Files that the command reads. */
  files: { path: string; text: string }[];
  /** The file that the result is written to; the standard output by default. */
  output?: string;
  /** @throws Error if the output has an unknown format. */
  read(answer: string): ResolvedPackage[];
  tool: string;
}

/** An environment that depends on nothing but its interpreter. */
export interface KeptEnvironment {
  path: string;
  /** The path of the interpreter that makes it. */
  by: string;
  /** What else decides what is in it, besides the interpreter's file. */
  facts: readonly string[];
}

export interface ResolvedPackage {
  name: string;
  version: string;
  source: SourceId;
  /** Bytes to download; absent if the tool does not report it. */
  size?: number;
  /** Where it is downloaded from, to look up its size. */
  url?: string;
  /** Where the package cache may have it unpacked, to look up what it adds to the disk. */
  cached?: Cached;
  /** What it adds to the disk if it is in the package cache already, measured there. */
  linked?: { bytes: number; files: number };
  /** The index has no wheel of it for this Python and host, so that it is built from source. */
  compiled?: true;
}

/** How a package cache is laid out. */
export type CacheLayout = 'conda' | 'uv';

/** Where packages may be unpacked already. */
export interface CachedIn {
  layout: CacheLayout;
  cache: string;
  /** Caches of the site: what is linked from them is a copy. */
  shared?: readonly string[];
}

/** A package in a package cache, if it is there. */
export interface Cached extends CachedIn {
  /** Its name in the cache, as the layout has it. */
  entry: string;
  /** The manager compiles all modules; otherwise Python compiles those that are imported. */
  compiles: boolean;
}

export interface CredentialsFile {
  /** The variable that gives the tools the path of the file. */
  variable: string;
  /** The description of the setting in the documentation. */
  description: string;
}

/** One line of the doctor's report; with `fix`, a warning. */
export interface ProgramReport {
  found: string;
  fix?: string;
}

/**
 * One package manager. A new one is one file in this directory and one line in index.ts: detection, settings, doctor,
 * form, command line and documentation are derived from the registry.
 */
export interface Manager {
  /** Its name in recipes and in the site's settings. */
  id: string;
  /** Its name in the form. */
  label: string;
  /** The sources that it installs from. The recipe's `packages` come from the first one. */
  installs: readonly [SourceId, ...SourceId[]];
  /** Its program, which a site may name under `managers.<id>.path`. Absent if it is part of another program. */
  program?: Program;
  /** Other programs that it runs, by their names in `Host.programs`. */
  helpers?: Readonly<Record<string, Program>>;
  /** Settings under `managers.<id>` besides `enabled` and `path`; each has a default and a description. */
  settings?: z.ZodObject;
  /** If its program can install interpreters that the host lacks. */
  downloads?: Downloads;
  /** Its settings at the top level of the site's file. */
  site_settings?: z.ZodObject;
  /** Files with mirrors and logins that its tools read, by their names under the site's `credentials`. */
  credentials?: Readonly<Record<string, CredentialsFile>>;
  /** Variables that set the network timeouts of its tools. The site's `environment` takes precedence. */
  timeouts?: Readonly<Record<string, string>>;
  /** What the doctor reports if its program was not found; by default, that it is missing. */
  report?(host: Host): ProgramReport | undefined;
  /** Whether this host has it, or a step of the plan can install it. */
  available(host: Host): boolean;
  /** Why this host cannot have it, for people; undefined if it can, or if it has only to be installed. */
  absence?(host: Host): string | undefined;
  /** Whether it leaves compiling of modules to their first import. */
  compiles_later?: true;
  /** Whether `auto` takes it only where no other manager can build a recipe. */
  last_resort?(host: Host): boolean;
  /** The versions of a language that it can install here; `any` if that depends on the channels. */
  versions(language: Language, host: Host): readonly string[] | 'any';
  /** Further versions of the language, which a step of the plan would download first. */
  downloadable?(language: Language, host: Host): readonly string[];
  /** The parts of this recipe that it does not support; empty if it supports all. */
  problems(recipe: Recipe, host: Host): UserError[];
  /**
   * The addresses of the package indexes that it takes a recipe's packages from, or those that it adds to packages of
   * channels; perhaps with logins; absent if it takes none. `environment` is that of the tools of a build.
   */
  indexes?(recipe: Recipe, host: Host, environment: Readonly<Record<string, string>>): string[];
  /** What the user should know before the build; the build may still succeed. */
  warnings?(request: EnvironmentRequest): UserError[];
  /** @throws UserError if `problems` returns any. */
  plan(request: EnvironmentRequest): EnvironmentPlan;
  /** Undefined if it cannot resolve without installing: it is not installed yet, or its version has no dry run. */
  resolve(request: EnvironmentRequest): Resolution | undefined;
}
