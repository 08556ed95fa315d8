/** How people write, paste and confuse the packages of one language. */
import type { PackageSpec } from '../sources/package-spec.js';
import type { LineReader } from './pasted-entry.js';

export interface PackageSyntax {
  /** Reads one package. @throws UserError that says what the text is instead. */
  parse(text: string): PackageSpec;
  /** The form in which names are compared while a list is read: two names with the same form are one package. */
  normalizeName(name: string): string;
  /** Lines that only programs of this language have, such as imports and their errors; the first that knows a line reads it. */
  readers: readonly LineReader[];
  /**
   * The version that a requirement of the language itself asks for, such as `python=3.9`: empty for any, nothing where
   * the spec is of another package.
   * @throws UserError `version-not-understood`.
   */
  versionAsked(spec: PackageSpec): string | undefined;
  /** Well-known packages whose names are close to one that was not found, best first. */
  closeNames(name: string): string[];
}
