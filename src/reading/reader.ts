/** The declaration of a reader: one kind of text, and what is found in it. */
import type { Finding } from './finding.js';
import type { GivenText, StatementsByLanguage } from './given-text.js';

export interface ReadingContext {
  /** The id of the language that was chosen, if one was. */
  language?: string;
  /** What the code of the text imports and installs, if parsers have read it. */
  code?: StatementsByLanguage;
  /** The other texts that were given, such as the file that `-r other.txt` names. */
  others: readonly GivenText[];
}

/** How sure a reader is that a text is of its kind. The surest reader reads it; of equals, the first in the registry. */
export const sureness = {
  no: 0,
  /** Nothing speaks against it. */
  possible: 1,
  /** Most of the text looks like it. */
  likely: 2,
  /** The name of the file says so. */
  named: 3,
  /** A sign that other kinds do not have. */
  certain: 4,
} as const;

export type Sureness = (typeof sureness)[keyof typeof sureness];

export interface Reader {
  id: string;
  /** Its kind in messages and on pages, with an article: `a package list (requirements.txt)`. */
  label: string;
  /** In time linear in the length of the text, whatever the text is. */
  recognizes(text: GivenText): Sureness;
  /**
   * What the text asks for, in its order. A line that cannot be used is a `problem` with its choices, and does not keep
   * the others from being read. A generator is not asked for more once there are twenty problems.
   * @throws UserError or RequestErrors if nothing of the text can be read.
   */
  read(text: GivenText, context: ReadingContext): Iterable<Finding>;
}

/** Reads a line of one kind; undefined leaves it to the next reader. */
export type LineReader = (line: string) => Finding[] | undefined;
