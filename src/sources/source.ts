/** What a source of packages declares. Languages and managers meet in sources and do not name each other. */
import type { PackageSpec } from './package-spec.js';

export interface Source {
  label: string;
  /** The form in which the source compares names: two names with the same form are one package. */
  normalizeName(name: string): string;
  /**
   * The spec as the tools of this source read it.
   * @throws UserError if it has a part that this source does not know; `manager` is named in the message.
   */
  renderSpec(spec: PackageSpec, manager: string): string;
  /** The name of the file that locks what came from this source. */
  lock: string;
  /** The recipe's field for packages that this source adds to an environment of another source. */
  added_field?: string;
}
