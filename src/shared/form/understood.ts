/** What was read from an unfinished form, as the page shows it. */

import type { Problem } from '../../base/errors.js';
import type { Logo } from '../kernels/kernel-page.js';

export const chipKinds = [
  'package',
  'pip-package',
  'version',
  'channel',
  'module',
  'variable',
  'left-out',
  'note',
  'problem',
] as const;

/** One thing that was read from the typed text. */
export interface Chip {
  /** As shown: `numpy ≥ 2`, `cv2 → opencv-python-headless`. */
  label: string;
  /** The canonical text in the recipe. */
  value: string;
  kind: (typeof chipKinds)[number];
  /** The normalised name of a package. */
  package?: string;
  /** The line that it was read from, with its place. */
  origin?: string;
  /** What can be done about a problem: the texts that may be in the place of its line. */
  choices?: readonly ChipChoice[];
  /** A problem of something that was understood, but cannot be taken as it is. */
  decide?: true;
  /** What was chosen about a line of a file, which can be undone. */
  undo?: string;
  /** Where a channel comes from, in words. */
  about?: string;
  /** The id of the field with the text that names the channel, so that it can be removed there. */
  field?: string;
}

/** A choice changes the typed text, or is kept in the field of choices about files. */
export type ChipChoice = TextChoice | { label: string; choose: string };

export interface TextChoice {
  label: string;
  /** The line of the typed text, counted from 1; absent if the whole text is replaced. */
  line?: number;
  /** The part of the line that is replaced. */
  from?: string;
  text: string;
}

export interface Understood {
  /** The kernel's id, made from the typed name; empty without a name. */
  name: string;
  display_name: string;
  /** The logo of the chosen language. */
  logo: Logo;
  chips: Chip[];
  problems: Problem[];
  /**
   * Why the packages should be taken from the package index, and what differs there, in sentences: the site has no package
   * manager for conda channels.
   */
  from_index?: string;
  /** A name for the field *Name* until a person types one. */
  suggested_name?: string;
  /** The servers that the texts ask for, such as `jupyterlab`, whether they are taken or not. */
  servers: string[];
  /** A notebook among the texts, which can be run in the new kernel: its name, if it is a file, and its cells with code. */
  notebook?: { name?: string; cells: number };
  summary: Summary;
}

/** The kernel that the form describes, updated while a person types. */
export interface Summary {
  manager: string;
  /** The conda channels in the order of their priority; empty if the package manager uses none. */
  channels: readonly string[];
  language: string;
  /** How a kernel of the language is tested, as a sentence. */
  test: string;
  /** The number of packages, also of those in files. */
  packages: number;
  /** The environment's directory, as far as it is known. */
  prefix: string;
  free_bytes?: number;
  /** What is left of the user's quota, where the site has a command that says so. */
  quota_bytes?: number;
  total_bytes?: number;
}

/** What fills in the form: the recipe of a link, or a kernel to make a new one like. */
export interface FilledForm {
  /** Where the values are from: the start of a sentence. */
  from: string;
  /** The values of the whole form, by form id; empty if there are problems. */
  values: Record<string, string>;
  /** The ids of the fields that the recipe has a value for. */
  filled: string[];
  /** What the form goes without: ids of fields that the site hides, and names of secret variables. */
  left_out: string[];
  /** What else a person should know, in sentences. */
  notes: string[];
  problems: Problem[];
}
