/**
 * What a reader finds in a text: one thing each, with its place. Findings of several texts are one list, and
 * `recipe/intake/` makes one request of it.
 */
import { collect, type UserError } from '../base/errors.js';
import type { SourceId } from '../sources/index.js';
import { PackageSpec, parsePackageSpec } from '../sources/specs/package-spec.js';

export interface TextPlace {
  /** The name of the text, if several were given. */
  file?: string;
  /** Counted from 1. */
  line?: number;
  /** The words that it was read from, as they were given; `…` ends them where there are more. */
  from?: string;
}

/** The place of a finding, without what was found. */
export function placeOf({ file, line, from }: TextPlace): TextPlace {
  return { ...(file && { file }), ...(line && { line }), ...(from && { from }) };
}

// A page shows the words beside each thing that was read from a line, and a line may name thousands.
const WORDS_MOST = 500;

/** The finding with as much of the words that it was read from as a page shows. */
export function withShortWords(finding: Finding): Finding {
  const { from = '' } = finding;
  return from.length > WORDS_MOST ? { ...finding, from: `${from.slice(0, WORDS_MOST)}…` } : finding;
}

export interface PackageFound {
  kind: 'package';
  /** As text, which the language parses, or parsed by a reader that needs its parts. */
  spec: string | PackageSpec;
  /** Where the text asks for it: `pypi` for a pip command, `conda` for a conda command; absent if it does not say. */
  source?: SourceId;
  /** The module that an error or an import names, which the package has to provide. */
  module?: string;
  /** An error says that the module is missing, so that it has to work afterwards. */
  missed?: true;
  /** The text names something else, such as a module without a known package. */
  guessed?: true;
  /** The text can do without it. */
  optional?: true;
  /** A person has decided about it before, as in a recipe of this app. */
  decided?: true;
  /** The text says that pip adds it to an environment of conda. */
  added?: true;
}

/** How a text names a channel: as an option, or in conda's configuration. */
export type ChannelPlace = 'option' | 'prepend' | 'append';

/** `main` takes the place of the default index, `extra` is asked as well, `links` is a page with files. */
export type IndexRole = 'main' | 'extra' | 'links';

/** What can be done about a problem. */
export interface Choice {
  id: 'leave-out' | 'by-name' | 'relax' | 'instead';
  /** The words of its button. */
  label: string;
  /** The text in its place; empty leaves it out. */
  text: string;
}

export type Found =
  | PackageFound
  /** A language by its id or, if the app has none, by its name: `R`. */
  | { kind: 'language'; language: string }
  | { kind: 'version'; version: string }
  /** The source that the text asks, even where none of its packages says so. */
  | { kind: 'source'; source: SourceId }
  /** The package manager that the text names, such as `mamba`. */
  | { kind: 'manager'; manager: string }
  /** Another field of the recipe, such as `location`, as its text. */
  | { kind: 'setting'; field: string; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'display-name'; name: string }
  /** `nodefaults` leaves the default channels out. Without a place, it is an option or an item of a list. */
  | { kind: 'channel'; channel: string; place?: ChannelPlace }
  | { kind: 'index'; url: string; role: IndexRole }
  | { kind: 'module'; module: string }
  /** What packages are built from source with; `use` is the recipe's field. */
  | { kind: 'build'; spec: PackageSpec; use: 'build_constraints' | 'build_packages' }
  /** A module of the language that the new kernel has to import. */
  | { kind: 'import'; module: string }
  /** `kernel` variables are set in the kernel, `build` ones only while the environment is made. */
  | { kind: 'variable'; name: string; value: string; use: 'build' | 'kernel' }
  /** The text is the exact result of a solve. */
  | { kind: 'lock'; format: string }
  | { kind: 'note'; text: string }
  /** Part of the text that the request goes without; `reason` completes the sentence “… was left out: …”. */
  | {
      kind: 'left-out';
      what: string;
      reason?: string;
      /** The server that it is, which can be installed anyway. */
      server?: string;
    }
  /** Nothing is built until each problem is solved, in the text or by one of its choices. */
  | {
      kind: 'problem';
      error: UserError;
      choices?: readonly Choice[];
      /** The language that the text is for, unless this part of it is left out. */
      language?: string;
    };

export type Finding = TextPlace & Found;

/** The text of a found package. */
export function specText({ spec }: Pick<PackageFound, 'spec'>): string {
  return typeof spec === 'string' ? spec : spec.text;
}

/** A found package parsed, in the syntax of pip and conda; undefined for a text that has another. */
export function parsedSpec({ spec }: Pick<PackageFound, 'spec'>): PackageSpec | undefined {
  return spec instanceof PackageSpec ? spec : collect([], () => parsePackageSpec(spec));
}

export const note = (text: string): Finding => ({ kind: 'note', text });

export const leftOut = (what: string, reason?: string): Finding => ({
  kind: 'left-out',
  what,
  ...(reason && { reason }),
});

export const problem = (error: UserError, choices?: readonly Choice[]): Finding => ({
  kind: 'problem',
  error,
  ...(choices && { choices }),
});

/** The choice that every problem of a single item has. */
export const leaveOut: Choice = { id: 'leave-out', label: 'Leave out', text: '' };
