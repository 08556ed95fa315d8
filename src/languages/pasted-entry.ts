/** What a line of a pasted list says. */
import type { UserError } from '../base/errors.js';
import type { SourceId } from '../sources/index.js';

export type Entry =
  /** A package: `spec` is to be parsed, `from` is what stood there. `source` where a tool of one source was asked for it. */
  | { kind: 'package'; from: string; spec: string; source?: SourceId }
  | { kind: 'channel'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'error'; error: UserError };

/** Reads a line of one kind, or leaves it to the next reader. */
export type LineReader = (line: string) => Entry[] | undefined;

export const note = (text: string): Entry => ({ kind: 'note', text });
