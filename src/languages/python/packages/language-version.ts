/** The language's own package among the packages, such as `python=3.9`: it chooses the language version. */
import { UserError } from '../../../base/errors.js';
import type { PackageSpec } from '../../../sources/package-spec.js';
import type { VersionClause } from '../../../sources/version-constraint.js';

/**
 * The version that a requirement of the language itself asks for, such as `3.9`; empty for any. An upper bound
 * gives the newest minor version under it; a lower bound alone gives any, since the newest is taken then.
 * @throws UserError if it asks for a version that is not made of numbers.
 */
export function languageVersionOf(spec: PackageSpec): string {
  const exact = spec.constraint.find(({ operator }) => operator === '==' || operator === '===');
  const version = exact ? exact.version.replace(/\.\*$/, '') : newestUnder(spec.constraint);
  if (version !== '' && !/^\d{1,3}(\.\d{1,3}){0,2}$/.test(version)) {
    throw new UserError('version-not-understood', { given: spec.text }, 'language_version');
  }
  return version;
}

function newestUnder(clauses: readonly VersionClause[]): string {
  const bound = clauses.find(({ operator }) => operator === '<' || operator === '<=');
  const [major = '', minor, patch = '0'] = bound?.version.split('.') ?? [];
  if (!bound || minor === undefined || !/^\d+$/.test(minor)) return '';
  const included = bound.operator === '<=' || Number(patch) > 0;
  return included ? `${major}.${minor}` : minor === '0' ? '' : `${major}.${Number(minor) - 1}`;
}
