/** What a package manager has to tell so that an environment can be planned with it. */
import type { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import type { Recipe } from '../recipe/recipe.js';
import type { SiteConfig } from '../site/settings/index.js';
import type { Tools } from '../site/tools/detect.js';
import type { SourceId } from '../sources/index.js';
import type { PackageSpec } from '../sources/package-spec.js';
import type { Action, Step } from '../steps/plan.js';

/** What a manager is told about the host. */
export interface Host {
  config: SiteConfig;
  tools: Tools;
}

/** Where one environment and everything for it will be. */
export interface Places {
  /** `<location>/<name>`: the kernel's own directory. */
  home: string;
  prefix: string;
  staging: string;
  lock: string;
  /** Package caches, on the file system of the environments so that hard links work. */
  caches: string;
  /** The app's private programs, such as a uv of its own. */
  tools: string;
}

export interface Request {
  recipe: Recipe;
  language: Language;
  /** The packages that were asked for, parsed. */
  packages: PackageSpec[];
  pip_packages: PackageSpec[];
  places: Places;
  host: Host;
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
  /** Commands that are run first. */
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

export interface Manager {
  id: string;
  label: string;
  installs: readonly SourceId[];
  /** Whether this host has it, or can get it as a step of the plan. */
  available(host: Host): boolean;
  /** The versions of a language that it can give here; `any` where a channel decides. */
  versions(language: Language, host: Host): readonly string[] | 'any';
  /** What of this recipe it cannot do; empty if it can all. */
  problems(recipe: Recipe, host: Host): UserError[];
  /** @throws UserError where `problems` would have told. */
  plan(request: Request): EnvironmentPlan;
  /** Nothing where it can only install: it is yet to be got itself, or its version has no way to ask. */
  resolve(request: Request): Resolution | undefined;
}
