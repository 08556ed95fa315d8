/** What a language says of itself so that a kernel for it can be planned and tried. It never names a manager. */

import { type SourceId, sourceIds } from '../sources/index.js';
import type { PackageSyntax } from './package-syntax.js';

/** How a version of a language is written where a person asks for one. */
export interface VersionForm {
  pattern: RegExp;
  example: string;
}

export interface Language {
  id: string;
  label: string;
  /** For the tile on our pages: a letter or two, and two colours of CSS. */
  logo: { letters: string; background: string; ink: string };
  /** What the form shows as examples: of packages, and of code that must run. */
  examples: { packages: string; smoke_code: string };
  /** What the kernelspec's `language` says, by Jupyter's convention in lower case. */
  kernel_language: string;
  version_form: VersionForm;
  packages: PackageSyntax;
  /** Versions that channels commonly have, newest first; none where there is no version to choose. */
  versions: readonly string[];
  /**
   * By source, the packages that make an environment a kernel, for this language version (empty where the manager
   * chooses one). A source that is missing has none, so that no kernel can be made from it.
   */
  kernelPackages(version: string): Partial<Record<SourceId, string[]>>;
  /** The command that starts the kernel; Jupyter fills in `{connection_file}`. */
  argv(prefix: string, version: string): string[];
  /** Words after those that keep the kernel from writing a history file into the home. */
  without_history: readonly string[];
  /** A Python in the environment that has `jupyter_client`; absent where the app's helper has to start the kernel. */
  client?(prefix: string): string;
  isolation: Isolation;
  /** What kernel.json's `metadata` says besides what is ours, such as `debugger`. */
  metadata: Readonly<Record<string, unknown>>;
  /** Directories of the environment that may hold logos for the launcher, as patterns of file names. */
  logos(prefix: string): string[];
  /** Names of variables that a recipe may not set. */
  refused_variables: readonly RegExp[];
  probe: LanguageProbe;
}

/** What keeps a kernel apart from the session that starts it. */
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

/** How a kernel of the language is tried. `plan/programs/probe.py` says what the cells and programs print. */
export interface LanguageProbe {
  /** The first cell, and what its output must contain. */
  cell: { code: string; expect: string };
  /** Programs by file name; they are written beside the probe. */
  files: Readonly<Record<string, string>>;
  /** The file whose text is the cell that prints where the kernel runs, and what it has from elsewhere. */
  facts?: string;
  /** How a package is tried; absent where a package has nothing to try. */
  try?: Attempt;
  /** Variables that name a directory of the kernel’s own state; while it is tried, an empty one. */
  scratch?: readonly string[];
  /** The file that lists the packages of an environment, run by the Python that runs the probe. */
  listing?: string;
  /** The file that finds what is worth reporting of a kernel that works, run by the same. */
  notes?: string;
}

export interface Attempt {
  /** The file whose text is the cell that tries the packages. */
  file: string;
  /** What is tried of a package. */
  things: 'modules' | 'programs';
  /** What is done with each, such as `import`. */
  verb: string;
  /** What was seen of those that work, said of a number of packages: `3 packages can be imported`. */
  done(packages: string): string;
  /** The stable word that a failure begins with; `builds/diagnosis/causes/kernel.ts` explains it. */
  word: string;
}

/** The sources that can make an environment of this language a kernel. */
export function sourcesOf(language: Pick<Language, 'kernelPackages'>): SourceId[] {
  const needed = language.kernelPackages('');
  return sourceIds.filter((source) => needed[source] !== undefined);
}
