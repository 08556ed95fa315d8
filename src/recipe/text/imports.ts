/** Reads the statements of a language that import modules. */
import { languages } from '../../languages/index.js';
import type { Finding } from '../../reading/finding.js';

/** The language of the statement and what it imports; undefined if no language has it, or not the named one. */
export function importsIn(line: string, language?: string): Finding[] | undefined {
  for (const { id, packages } of Object.values(languages)) {
    if (language !== undefined && id !== language) continue;
    for (const read of packages.readers) {
      const found = read(line);
      if (found) return [{ kind: 'language', language: id }, ...found];
    }
  }
  return undefined;
}
