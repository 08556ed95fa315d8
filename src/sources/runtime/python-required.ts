/** Whether a release runs on a version of Python: https://packaging.python.org/en/latest/specifications/core-metadata/#requires-python */
import { compareVersions, minorVersion } from '../../base/version.js';
import { parseConstraint, type VersionClause } from '../specs/version-constraint.js';

/** Whether some version `3.11.x` fits what a release requires. What cannot be read excludes nothing. */
export function allowsPython(requires: string | undefined, minor: string): boolean {
  if (!requires) return true;
  return (parseConstraint(requires)?.constraint ?? []).every((clause) => allows(clause, minor));
}

function allows({ operator, version }: VersionClause, minor: string): boolean {
  const exact = version.replace(/\.\*$/, '');
  const order = compareVersions(minor, minorVersion(exact));
  const isMajor = !exact.includes('.');
  switch (operator) {
    case '>=':
    case '>':
      return order >= 0;
    case '<':
      // `<3.12` excludes 3.12, and `<3.12.2` does not.
      return order < 0 || (order === 0 && compareVersions(exact, minor) > 0);
    case '<=':
      return order <= 0;
    case '~=':
      return order >= 0 && minor.split('.')[0] === exact.split('.')[0];
    case '!=':
      return isMajor || order !== 0 || exact !== minor;
    default:
      return isMajor ? minor.startsWith(`${exact}.`) : order === 0;
  }
}

/** Whether a release fits a package's constraint; compared as dotted numbers, without pre-releases. */
export function fitsConstraint(version: string, constraint: readonly VersionClause[]): boolean {
  return constraint.every((clause) => fits(clause, version));
}

function fits({ operator, version: asked }: VersionClause, version: string): boolean {
  const isPrefix = asked.endsWith('.*');
  const exact = asked.replace(/\.\*$/, '');
  const order = compareVersions(version, exact);
  const isEqual = isPrefix ? `${version}.`.startsWith(`${exact}.`) : order === 0;
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
      return !isEqual;
    case '~=': {
      const series = exact.split('.').slice(0, -1).join('.');
      return order >= 0 && `${version}.`.startsWith(`${series}.`);
    }
    default:
      return isEqual;
  }
}
