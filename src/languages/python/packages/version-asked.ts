/** A requirement of Python itself among the packages, such as `python=3.9`: it chooses the language version. */
import { UserError } from '../../../base/errors.js';
import { conda } from '../../../sources/conda/index.js';
import type { PackageSpec } from '../../../sources/specs/package-spec.js';
import type { VersionClause } from '../../../sources/specs/version-constraint.js';
import { versionForm } from '../versions.js';

/**
 * The version that a requirement of Python itself requests, such as `3.9`; empty for any; undefined if the spec is for
 * another package. An upper bound gives the newest minor version below it. Only a lower bound gives any version, as the
 * newest is the default.
 * @throws UserError if the version is not made of numbers.
 */
export function versionAsked(spec: PackageSpec): string | undefined {
  if (conda.normalizeName(spec.name) !== 'python') return undefined;
  const exact = spec.constraint.find(({ operator }) => operator === '==' || operator === '===');
  const version = exact ? exact.version.replace(/\.\*$/, '') : newestUnder(spec.constraint);
  if (version !== '' && !versionForm.pattern.test(version)) {
    throw new UserError(
      'version-not-understood',
      { given: spec.text, example: versionForm.example },
      'language_version',
    );
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
