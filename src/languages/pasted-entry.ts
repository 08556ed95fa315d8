/** The entries that a line of a pasted list is read into. */
import type { UserError } from '../base/errors.js';
import type { SourceId } from '../sources/index.js';

export type Entry =
  /** A package: `from` is the original text, `spec` the text to parse; `source` is set if the line is a command of one source's tool. */
  | { kind: 'package'; from: string; spec: string; source?: SourceId }
  /** A channel or an index: as an option of a command, or put in front of or behind those of conda's configuration. */
  | { kind: 'channel'; text: string; place: 'option' | 'prepend' | 'append' }
  | { kind: 'note'; text: string }
  | { kind: 'error'; error: UserError };

/** Reads a line of one kind; undefined leaves it to the next reader. */
export type LineReader = (line: string) => Entry[] | undefined;

export const note = (text: string): Entry => ({ kind: 'note', text });
