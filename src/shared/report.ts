/** What the verify phase found out about a new environment. */

export interface InstalledPackage {
  name: string;
  version: string;
  /** Bytes on disk; absent where the metadata does not tell. */
  size?: number;
  /** `conda` or `pypi`. */
  source: string;
  /** Whether the recipe asked for it by name. */
  requested: boolean;
}

export interface ImportCheck {
  package: string;
  /** The modules that the installed metadata names; empty for a package without any. */
  modules: string[];
  ok: boolean;
  seconds: number;
  error?: string;
}

/** Something that a person should know of a kernel although it works. Its words are in words-for.ts. */
export interface Note {
  code: 'activation-incomplete' | 'copy-in-home' | 'history-locked' | 'variable-inherited';
  /** A package, a file or a variable. */
  what: string;
  /** Where it lies, its value, or what is wrong with it. */
  where: string;
}

export interface Report {
  /** The kernel was started and ran a cell. */
  kernel: {
    ok: boolean;
    seconds: number;
    executable: string;
    language_version: string;
    implementation: string;
    error?: string;
  };
  imports: ImportCheck[];
  smoke?: { ok: boolean; seconds: number; output: string; error?: string };
  packages: InstalledPackage[];
  /** Absent in reports of earlier versions. */
  notes?: Note[];
  /** Bytes and files of the environment. */
  size: number;
  files: number;
}
