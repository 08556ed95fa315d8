/** Programs of the host: how they are found, and what was found. */

/** How a program is found on PATH, and how its version is read. */
export interface Program {
  /** File names, in order; the first that is on the search path is taken. */
  names: readonly string[];
  /** What `--version` prints; the first group is the version. A program that prints anything else is not used. */
  version: RegExp;
}

/** A program that was found and that printed its version. */
export interface Tool {
  path: string;
  version: string;
}

/** A Python on the host. */
export interface Interpreter extends Tool {
  /** Whether `python -m venv` can put pip into an environment (Debian has that in a separate package). */
  venv: boolean;
  /** The version of the pip that it includes, such as `23.2.1`; empty if it has none, or that is not known. */
  pip: string;
  /** The machine type that it is built for, such as `x86_64`. */
  machine: string;
  /** The version of the GNU C library that it runs with; empty for another C library. */
  glibc: string;
  /**
   * What LD_LIBRARY_PATH has to be for it to start; absent if it needs nothing. The shared library of a module's Python may
   * be in a directory of that module.
   */
  libraries?: string;
  /** It was downloaded by the app, so that neither an upgrade of the host nor its modules change it. */
  own?: true;
  /** If a step of the plan has to install it: the words after uv that do, and their variables. */
  download?: { words: string[]; variables: Record<string, string> };
}

/** The words that start it, in any environment. */
export function startWords({ path, libraries }: Pick<Interpreter, 'path' | 'libraries'>): string[] {
  return [...(libraries ? ['env', `LD_LIBRARY_PATH=${libraries}`] : []), path];
}

/** The variables with which it starts, and what is made with it. */
export function libraryVariables({ libraries }: Pick<Interpreter, 'libraries'>): Record<string, string> {
  return libraries ? { LD_LIBRARY_PATH: libraries } : {};
}

/** Downloads files; both managers and the app run it. */
export const curl: Program = { names: ['curl'], version: /^curl (\S+)/m };
