/** Programs of the host: how one is found, and what was found. */

/** How a program is found on PATH, and how its version is read. */
export interface Program {
  /** File names, in order; the first that is on the search path is taken. */
  names: readonly string[];
  /** What `--version` prints; the first group is the version. A program that prints anything else is not used. */
  version: RegExp;
}

/** A program that was found and answered. */
export interface Tool {
  path: string;
  version: string;
}

/** A Python on the host. */
export interface Interpreter extends Tool {
  /** Whether `python -m venv` can put pip into an environment (Debian has that in a separate package). */
  venv: boolean;
  /** The pip that it brings, such as `23.2.1`; empty if it has none. */
  pip: string;
}

/** What gets a file by its address; managers and the app itself run it. */
export const curl: Program = { names: ['curl'], version: /^curl (\S+)/m };
