/** The declaration of a package source. Languages and managers refer to sources, and never to each other. */
import type { PackageSpec } from './specs/package-spec.js';

export interface Source {
  label: string;
  /** Where its tools take packages from, if neither a person nor a site names another place. */
  address: string;
  /** Whether recipes and sites name the places of its packages among their channels, or among their indexes. */
  places: 'channels' | 'indexes';
  /** One of these places: its name for people, and the path of a page that each has. */
  place: { label: string; page: string };
  /** The form in which the source compares names: names with the same form are the same package. */
  normalizeName(name: string): string;
  /**
   * The spec in the syntax of this source's tools.
   * @throws UserError if it has a part that this source does not support; `manager` is named in the message.
   */
  renderSpec(spec: PackageSpec, manager: string): string;
  locked: LockedLines;
  records: InstallerRecords;
  /** Names of variables of its tools that a recipe may not set: they say which environment a tool works on. */
  refused_variables: readonly RegExp[];
  /** For a source that adds packages to environments of the others: the recipe field for them, and the name of their lock file. */
  adds?: { field: string; lock: string };
  /** Whether its tools may build a package from its source code, with what a recipe's `build_packages` names. */
  builds?: true;
}

/** How the exact packages are written in the lock of a recipe and in those of environments. */
export interface LockedLines {
  /** The line of a lock for an environment of this source; absent for the source that adds to environments of others. */
  head?: string;
  /**
   * The package of a line; undefined if the line is of another source, or has no exact version or no hash.
   * @throws UserError if the line has an address with a password.
   */
  read(line: string): { name: string; version: string; channel?: string } | undefined;
  /** The package of a line that a manager wrote, with or without hashes; undefined for any other line. */
  packageOf(line: string): LockedLine | undefined;
}

export interface LockedLine {
  name: string;
  /** Empty if a repository or a file provides it and the line does not say its version. */
  version: string;
  build?: string;
  /** Hashes and the URL of its files: two packages that have one of them in common are the same. */
  files: readonly string[];
}

/** What an installer of the source keeps about each package in an environment. Paths are relative to the prefix. */
export interface InstallerRecords {
  /**
   * Reads all records of an environment, and gives none where no tool of the source has installed anything: its part of
   * `plan/programs/manifest.py`, which documents it. That program has the parts of all sources, so each has its own names.
   */
  program: string;
  /** The file or directory that only this package has, beside those of the others, for the path of its record. */
  entry(record: string): string;
  /** The package of an entry, by its name alone; undefined if it is no entry of this source. */
  packageOf(name: string): { name: string; version: string } | undefined;
  /** SHA-256 in hexadecimal digits, by the path of each file, from the content of the record at `path`. */
  hashes(record: string, path: string): [path: string, sha256: string][];
  /** Of all packages in the environment at `prefix`; those with unreadable metadata are left out. */
  needs(prefix: string): PackageNeeds[];
}

export interface PackageNeeds {
  name: string;
  /** The names of the packages that it needs, as far as its metadata says so without a condition on extras. */
  needs: readonly string[];
}
