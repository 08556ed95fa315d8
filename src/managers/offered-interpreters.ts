/** How the program of a package manager downloads interpreters that the host lacks, and which it offers. */
import type { Interpreter } from './program.js';

/** Interpreters that can be downloaded here. */
export interface Offered {
  /** Newest first. */
  found: readonly Interpreter[];
  /** The one to take if no version is asked for; absent if one of the host's is taken. */
  preferred?: Interpreter;
}

/** What an offer of downloads depends on. */
export interface Offer {
  settings: Readonly<Record<string, unknown>>;
  /** The output of the program; undefined if it is not installed. */
  answer: string | undefined;
  /** Where they are installed. */
  directory: string;
  /** The host's processor, as Node.js names it. */
  arch: string;
  /** The version of the host's C library; empty if that is another one than glibc. */
  glibc: string;
  /** `YYYY-MM-DD`. */
  today: string;
  interpreters: readonly Interpreter[];
}

/** How the program of a manager downloads interpreters. */
export interface Downloads {
  /** What an administrator does so that it may, and if their address cannot be reached. */
  allow: string;
  unreached: string;
  /** The site's directory for them, as its settings have it; absent if each user has one. */
  directory(settings: Readonly<Record<string, unknown>>): string | undefined;
  /** The names of the directories of installed ones, and the path of the interpreter in each. */
  installed: RegExp;
  program: string;
  /** Beside them: the directory of those that are not finished, and the file that the program locks with flock(2). */
  unfinished: { parts: string; lock: string };
  /** How the program lists them, and the file or URL that it reads for it; undefined if the site does not allow any. */
  question(
    settings: Readonly<Record<string, unknown>>,
  ): { words: string[]; variables: Record<string, string>; list?: string } | undefined;
  offer(offer: Offer): Offered;
  /** Where they come from: a URL that answers if they can be downloaded; undefined if that is a file. */
  address(settings: Readonly<Record<string, unknown>>): string | undefined;
}
