/** The packages of a request: each once, although several texts or lines may ask for it. */
import { UserError } from '../../../base/errors.js';
import type { PackageSyntax } from '../../../languages/package-syntax.js';
import { placeOf } from '../../../reading/finding.js';
import type { PackageSpec } from '../../../sources/specs/package-spec.js';
import type { PackageAsked } from './request.js';

type Naming = Pick<PackageSyntax, 'normalizeName'>;

export class PackagesAsked {
  private readonly seen = new Map<string, Seen[]>();

  /**
   * Whether nothing has asked for this package before; otherwise what did is updated. A package of pip beside one of conda
   * is another one. @throws UserError if two different versions are asked for.
   */
  add(asked: PackageAsked, naming: Naming): boolean {
    const { spec, source } = asked;
    const bare = spec.name ? naming.normalizeName(spec.name) : spec.text;
    // Markers choose between several versions of a package.
    const name = spec.marker ? `${bare}; ${spec.marker}` : bare;
    const known = this.seen.get(name) ?? [];
    const same = known.find(({ first }) => !first.source || !source || first.source === source);
    if (same) addAgain(same, asked, naming);
    else this.seen.set(name, [...known, { first: asked, imported: isImported(asked) }]);
    return !same;
  }
}

interface Seen {
  first: PackageAsked;
  /** Only imports have asked for it. */
  imported: boolean;
}

/** An import asks for any version: what a list or a command asks for in addition says which one. */
function addAgain(seen: Seen, again: PackageAsked, naming: Naming): void {
  const { first, imported } = seen;
  const isSame = bareText(first.spec, naming) === bareText(again.spec, naming);
  if (!isSame && imported && !isImported(again)) {
    first.spec = again.spec;
    if (again.source) first.source = again.source;
  } else if (!isSame && !isImported(again)) {
    const { name } = again.spec;
    throw new UserError('package-twice', { name, first: first.spec.text, second: again.spec.text });
  }
  seen.imported &&= isImported(again);
  // A package that is also named is no guess.
  if (!again.guessed) delete first.guessed;
  // The code shown above an error can do without it, the error cannot.
  if (first.optional && !again.optional) {
    delete first.optional;
    Object.assign(first, placeOf(again), again.module && { module: again.module });
  }
}

/** Whether an import names it, which says no version. */
function isImported({ module, spec }: PackageAsked): boolean {
  return module !== undefined && spec.text === spec.name;
}

/** The spec's text with a normalized name. */
function bareText({ name, text }: PackageSpec, { normalizeName }: Naming): string {
  return text.replace(name, normalizeName(name));
}
