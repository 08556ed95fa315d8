/** The version part of a package spec, in the syntax of pip and of conda. */

export type Operator = '==' | '===' | '!=' | '<=' | '>=' | '<' | '>' | '~=';

export interface VersionClause {
  operator: Operator;
  /** Ends in `.*` if every version with this prefix matches (only with `==` and `!=`). */
  version: string;
}

export interface Constraint {
  /** All of these must hold. */
  constraint: VersionClause[];
  /** Or all clauses of one of these must hold: the parts after conda's `|`. */
  alternatives?: VersionClause[][];
  /** A conda build string, perhaps with `*`. */
  build?: string;
}

const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>|=)?([a-z0-9][a-z0-9._+!-]*?)(\.?\*)?$/i;
const BUILD = /^[\w.+*-]+$/;

/**
 * Reads what follows a package's name: `>=1.26,<3`, `(>=1)`, `=1.26`, `=1.26=py311_0`, ` 1.26.* py311_0`, `>=1.2|<1`.
 * Undefined if it is none of these.
 */
export function parseConstraint(text: string): Constraint | undefined {
  const bare = text.trim().replace(/^\(([^()]*)\)$/, '$1');
  const tight = bare.replace(/\s*([<>=!~]+|[,|])\s*/g, '$1');
  const [versions = '', spacedBuild, ...rest] = tight.split(/\s+/);
  if (rest.length > 0) return undefined;
  const [, exact, joinedBuild] = /^={0,2}([\w*][\w.+!*-]*)=([^=]+)$/.exec(versions) ?? [];
  if (spacedBuild !== undefined && exact !== undefined) return undefined;
  return makeConstraint(parseAlternatives(exact ?? versions), joinedBuild ?? spacedBuild);
}

function makeConstraint(
  versions: VersionClause[][] | undefined,
  build: string | undefined,
): Constraint | undefined {
  if (!versions || (build !== undefined && !BUILD.test(build))) return undefined;
  const [constraint = [], ...alternatives] = versions;
  return {
    constraint,
    ...(alternatives.length > 0 && { alternatives }),
    ...(build !== undefined && build !== '*' && { build }),
  };
}

function parseAlternatives(text: string): VersionClause[][] | undefined {
  if (/^=?\*?$/.test(text)) return [[]];
  const alternatives = text.split('|').map((alternative) => alternative.split(',').map(parseClause));
  return alternatives.every(isComplete) ? alternatives.map(withoutRepeats) : undefined;
}

function isComplete(clauses: (VersionClause | undefined)[]): clauses is VersionClause[] {
  return clauses.every((clause) => clause !== undefined);
}

function withoutRepeats(clauses: VersionClause[]): VersionClause[] {
  return [...new Map(clauses.map((clause) => [clause.operator + clause.version, clause])).values()];
}

function parseClause(text: string): VersionClause | undefined {
  const [, given, version, star] = CLAUSE.exec(text) ?? [];
  if (version === undefined || !/[a-z0-9]$/i.test(version) || version.includes('..')) return undefined;
  // Words after a name, as in `NODELIST(REASON)`, are no version.
  if (given === undefined && !/^v?\d/i.test(version)) return undefined;
  const operator = given ?? '==';
  // conda's `=1.26` means any 1.26; a version with letters is exact.
  if (operator === '=')
    return { operator: '==', version: star || /^[\d.]+$/.test(version) ? `${version}.*` : version };
  if (operator === '==' || operator === '!=') return { operator, version: star ? `${version}.*` : version };
  // Comparisons such as `>=` take no `*`; conda drops it there.
  if (operator === '~=' || operator === '===') return star ? undefined : { operator, version };
  return { operator: operator as Operator, version };
}

/** Versions and build as conda writes them after a name: `=1.26=py311_0`, or in brackets if they do not fit that form. */
export function versionsAndBuild({ constraint, alternatives, build }: Constraint, versions: string): string {
  if (!build) return versions;
  const [clause = { operator: '==', version: '*' }, ...more] = constraint;
  const plain = clause.operator === '==' && more.length === 0 && !alternatives;
  return plain ? `=${clause.version}=${build}` : `[version='${versions}',build='${build}']`;
}
