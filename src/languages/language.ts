/** What a language has to tell so that a kernel for it can be planned. It never names a manager. */

import type { SourceId } from '../sources/index.js';
import type { PackageSyntax } from './package-syntax.js';

/** How a version of a language is written where a person asks for one. */
export interface VersionForm {
  pattern: RegExp;
  example: string;
}

export interface Language {
  id: string;
  label: string;
  /** What the kernelspec's `language` says, by Jupyter's convention in lower case. */
  kernel_language: string;
  /** The name of the interpreter's package on conda channels. */
  interpreter: string;
  version_form: VersionForm;
  packages: PackageSyntax;
  /** The packages that make an environment a kernel, for this language version (empty where the manager chooses one). */
  kernelPackages(version: string): Record<SourceId, string[]>;
  /** The command that starts the kernel; Jupyter fills in `{connection_file}`. */
  argv(prefix: string, version: string): string[];
  /** Words after those that keep the kernel from writing a history file into the home. */
  without_history: readonly string[];
  /** A Python in the environment that runs the helper programs. */
  python(prefix: string): string;
  /** Variables that must not leak from the session that starts the kernel. */
  isolate: readonly string[];
  /** Variables that are always set in the kernel. */
  isolate_set: Readonly<Record<string, string>>;
  /** Directories of the environment that may hold logos for the launcher. */
  logos(prefix: string): string[];
}
