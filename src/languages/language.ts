/** The declaration of a language: all that is needed to plan and test a kernel for it. It never names a manager. */

import { type SourceId, sourceIds } from '../sources/index.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import type { PackageSyntax } from './package-syntax.js';

/** What a kernel of the language is tested with. */
export type StartedLanguage = Pick<Language, 'label' | 'client' | 'isolation' | 'probe'>;

/** How people write a version of the language. */
export interface VersionForm {
  pattern: RegExp;
  example: string;
}

export interface Language {
  id: string;
  label: string;
  /** The tile on pages of this app: one or two letters, and two CSS colours. */
  logo: { letters: string; background: string; ink: string };
  /** Names of kernels that the language's other tools register, which no kernel may have. */
  reserved_names: readonly string[];
  /** Examples that the form shows: of packages, and of a smoke test. */
  examples: { packages: string; smoke_code: string };
  /** The kernelspec's `language`, in lower case by Jupyter's convention. */
  kernel_language: string;
  version_form: VersionForm;
  packages: PackageSyntax;
  /** Versions that channels commonly have, newest first; empty if no version can be chosen. */
  versions: readonly string[];
  /**
   * The version with which old packages can be built, if the output of a failed build from source shows a version that is
   * too new for them.
   */
  olderVersion?(output: string): string | undefined;
  /** The end of life of minor versions, `YYYY-MM-DD`. */
  ends?: Readonly<Record<string, string>>;
  /**
   * By source, the packages that turn an environment into a kernel, for this language version (empty if the manager
   * chooses one). No kernel can be made from a source that is absent.
   */
  kernelPackages(version: string): Partial<Record<SourceId, string[]>>;
  /** The names of those that a kernel works without: they only install others, from a notebook. */
  installers?: readonly string[];
  /** The command that starts the kernel; Jupyter fills in `{connection_file}`. */
  argv(prefix: string, version: string): string[];
  /** The history file that a kernel writes in the home directory; absent if it writes none. */
  history?: History;
  /** A Python in the environment that has `jupyter_client`; absent if the app's helper has to start the kernel. */
  client?(prefix: string): string;
  isolation: Isolation;
  /**
   * Entries of kernel.json's `metadata` that are true where the Python that starts the kernel finds all of these
   * files on its path.
   */
  features?: Readonly<Record<string, readonly string[]>>;
  /** Other entries of kernel.json's `metadata` besides `create_kernel`. */
  metadata: Readonly<Record<string, unknown>>;
  /** Directories of the environment that may contain logos for the launcher, as glob patterns. */
  logos(prefix: string): string[];
  /** Names of variables that a recipe may not set. */
  refused_variables: readonly RegExp[];
  probe: LanguageProbe;
  /** What the program `notes` of its probe finds, in words. */
  notes?: NoteTexts;
  /** What a new environment takes over from others of the user; absent if the language compiles nothing. */
  compiled?: CompiledModules;
  /** The link to the app that a notebook shows if it lacks a module; absent if it cannot show one. */
  missing_module?: MissingModuleHook;
  /** How the packages of other environments are found; absent if they cannot be. */
  installed?: InstalledPackages;
  use: LanguageUse;
  /** How a kernel is tested before it is published, as a sentence. */
  tested: string;
}

/** A package, a file or a variable; and its directory, its value, or what is wrong with it. */
export interface NoteFacts {
  what: string;
  where: string;
}

/** By the code of a note, its inline text. */
export type NoteTexts = Readonly<Record<string, (facts: NoteFacts) => string>>;

/** The program that links compiled modules: `PROGRAM [--earlier PREFIX] [--location DIRECTORY]`, run by its `client`. */
export interface CompiledModules {
  file: string;
  text: string;
}

/** What shows a link below the error of a notebook that lacks a module. */
export interface MissingModuleHook {
  /** The name and the text of the file that it needs in the kernelspec's directory. */
  file: string;
  text: string;
  /**
   * Further arguments of the kernel. `portal_url` is the address of the app; the link is to its page `/missing-module`, with
   * the parameters `kernel` (its name, if the file is beside a kernelspec), `interpreter` (its path) and `module`.
   */
  argv(portal_url: string): string[];
}

/** What people do with a kernel and its environment first. */
export interface LanguageUse {
  /** A first cell for modules or programs of the requested packages. */
  cell(things: readonly string[]): string;
  /** The command that runs a program, as in a batch script. */
  program: string;
}

export interface History {
  /** The site's setting that turns it off, and its description. */
  setting: string;
  description: string;
  /** Further arguments of the command that starts the kernel, with which it writes none. */
  without: readonly string[];
}

/** How the packages of an environment that this app did not make are found. */
export interface InstalledPackages {
  /**
   * For the command of a kernelspec, the command that prints the packages of its environment as JSON
   * (python/installed/installed.py documents it). Undefined if the first word is not the interpreter.
   */
  command(argv: readonly string[]): string[] | undefined;
  /** Names of packages that a kernel does not need. */
  left_out: readonly string[];
  /** What a person should know about the packages of an environment that conda made, as a sentence. */
  of_conda: string;
}

/** Isolation of a kernel from the session that starts it. */
export interface Isolation {
  /** Variables that change what the kernel loads; they must not come from the session. */
  harmful: readonly string[];
  /** Variables that name another environment to the tools that a notebook calls. */
  misleading: readonly string[];
  /** Variables that are always set in the kernel. */
  set: Readonly<Record<string, string>>;
}

/** The variables that a kernel never gets from the session that starts it. */
export function isolatedVariables({ harmful, misleading }: Isolation): string[] {
  return [...harmful, ...misleading];
}

/** How a kernel of the language is tested. `plan/programs/probe.py` documents what the cells and programs print. */
export interface LanguageProbe {
  /** The first cell, and what its output must contain. */
  cell: { code: string; expect: string };
  /** Programs by file name; they are written to the directory of the probe. */
  files: Readonly<Record<string, string>>;
  /** The file with the cell that prints where the kernel runs, and what it loads from elsewhere. */
  facts?: string;
  /** How a package is tested; absent if packages cannot be tested. */
  try?: Attempt;
  /** Variables that name a directory of the kernel’s own state; during the test, an empty one. */
  scratch?: readonly string[];
  /** The program that lists the packages of an environment; the Python of the probe runs it. */
  listing?: string;
  /** The program that makes the tests of packages faster while the kernel starts; the Python of the probe runs it. */
  ahead?: string;
  /**
   * A pattern of Python's `re` for lines of a notebook that would change the environment, which are not run when a
   * notebook is tried; its first group is the indentation.
   */
  not_run?: string;
  /** The program that finds notes about a kernel that works; the Python of the probe runs it. */
  notes?: string;
}

export interface Attempt {
  /** The file with the cell that tests the packages. */
  file: string;
  /** What is tested of a package. */
  things: 'modules' | 'programs';
  /** What is done with each, such as `import`. */
  verb: string;
  /** The result in words: `3 packages can be imported`. */
  done(packages: string): string;
  /** The stable word that a failure starts with; `builds/diagnosis/causes/host/kernel.ts` explains it. */
  word: string;
}

/** The sources from which a kernel of this language can be made. */
export function sourcesOf(language: Pick<Language, 'kernelPackages'>): SourceId[] {
  const needed = language.kernelPackages('');
  return sourceIds.filter((source) => needed[source] !== undefined);
}

/** The names of the packages without which an environment is no kernel of the language, whatever it is made from. */
export function kernelPackageNames({ kernelPackages, installers = [] }: Language): string[] {
  const names = Object.values(kernelPackages('')).flat().map(kernelPackageName);
  return [...new Set(names)].filter((name) => !installers.includes(name));
}

/** Whether it is one of these packages, and does not choose the version of the language. */
export function isOfKernel(spec: PackageSpec, language: Language): boolean {
  const { normalizeName, versionAsked } = language.packages;
  return namesOfKernel(language).has(normalizeName(spec.name)) && versionAsked(spec) === undefined;
}

const normalized = new WeakMap<Language, ReadonlySet<string>>();

/** The normalized names, which are the same for each package of a text. */
function namesOfKernel(language: Language): ReadonlySet<string> {
  const known = normalized.get(language);
  const names = known ?? new Set(kernelPackageNames(language).map(language.packages.normalizeName));
  if (!known) normalized.set(language, names);
  return names;
}

/** The name in a package spec of a language's own table, such as `ipykernel` of `ipykernel<7`. */
export function kernelPackageName(spec: string): string {
  return spec.replace(/[^\w.-].*$/, '');
}
