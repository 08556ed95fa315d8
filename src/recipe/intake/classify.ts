/** Finds out what kind of text was given. */

import { lookUp } from '../../base/registry.js';
import { type GivenText, givenText } from '../../reading/given-text.js';
import { type Reader, type Sureness, sureness } from '../../reading/reader.js';
import { formats } from '../formats/index.js';
import { kinds } from './readers/index.js';

const readers: Readonly<Record<string, Reader>> = { ...kinds, ...formats };

/** The reader of a kind; undefined for `unknown`. */
export function readerOf(kind: string): Reader | undefined {
  return lookUp(readers, kind);
}

export interface Classified {
  /** The id of the reader: `packages`, `commands`, `environment` … */
  kind: string;
  /** Absent if no reader knows the text. */
  reader?: Reader;
  sure: Sureness;
}

/** The kind of a text, from its content and, where that leaves it open, from the name of its file. */
export function classify(text: string, name?: string): Classified {
  return classifyText(givenText(text, name));
}

const known = new WeakMap<GivenText, Classified>();

export function classifyText(text: GivenText): Classified {
  const found = known.get(text) ?? surest(text);
  known.set(text, found);
  return found;
}

function surest(text: GivenText): Classified {
  let best: Classified = { kind: 'unknown', sure: sureness.no };
  for (const [kind, reader] of Object.entries(readers)) {
    const sure = reader.recognizes(text);
    if (sure > best.sure) best = { kind, reader, sure };
    if (sure === sureness.certain) break;
  }
  return best;
}
