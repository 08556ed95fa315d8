/** The declaration of a package source. Languages and managers refer to sources, and never to each other. */
import type { PackageSpec } from './specs/package-spec.js';

export interface Source {
  label: string;
  /** Where its tools take packages from, if neither a person nor a site names another place. */
  address: string;
  /** The form in which the source compares names: names with the same form are the same package. */
  normalizeName(name: string): string;
  /**
   * The spec in the syntax of this source's tools.
   * @throws UserError if it has a part that this source does not support; `manager` is named in the message.
   */
  renderSpec(spec: PackageSpec, manager: string): string;
  /** The name of the lock file for packages from this source. */
  lock: string;
  /** Names of variables of its tools that a recipe may not set: they say which environment a tool works on. */
  refused_variables: readonly RegExp[];
  /** The recipe field for packages that this source adds to an environment of another source. */
  added_field?: string;
}
