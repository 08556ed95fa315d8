/** Reads the statements of a language that import modules. */
import { languages } from '../../languages/index.js';
import type { Finding } from '../../reading/finding.js';

/** The language of the statement and what it imports; undefined if no language has it. */
export function importsIn(line: string): Finding[] | undefined {
  for (const { id, packages } of Object.values(languages)) {
    for (const read of packages.readers) {
      const found = read(line);
      if (found) return [{ kind: 'language', language: id }, ...found];
    }
  }
  return undefined;
}
