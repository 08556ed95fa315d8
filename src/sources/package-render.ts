/** Package specs in the words of the tools: requirements for pip and uv, match specs for the conda family. */
import { UserError } from '../base/errors.js';
import type { PackageSpec } from './package-spec.js';
import { type VersionClause, versionsAndBuild } from './version-constraint.js';

// https://packaging.python.org/en/latest/specifications/version-specifiers/, public and local versions.
const PEP_440 =
  /^v?(\d+!)?\d+(\.\d+)*([._-]?(a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[._-]?\d*)*(-\d+)?(\+[a-z\d]+([._-][a-z\d]+)*)?(\.\*)?$/i;

/**
 * The requirement for pip and uv.
 * @throws UserError if the spec has a part that only conda knows; `manager` is named in the message.
 */
export function toPep508(spec: PackageSpec, manager = 'pip'): string {
  const strange = spec.constraint.some(({ version }) => !PEP_440.test(version));
  if (spec.channel || spec.build || spec.alternatives || spec.name.startsWith('_') || strange) {
    throw new UserError('package-needs-conda', { given: spec.text, manager });
  }
  return spec.text;
}

/**
 * The match spec for conda, mamba and micromamba.
 * @throws UserError if the spec has a part that only pip knows.
 */
export function toMatchSpec(spec: PackageSpec): string {
  const why = pipOnly.find(({ applies }) => applies(spec))?.why;
  if (why) throw new UserError('package-not-for-conda', { given: spec.text, why });
  const { channel, constraint, alternatives = [] } = spec;
  const from = channel ? `${channel}::` : '';
  const versions = [constraint, ...alternatives].map(condaClauses).join('|');
  return from + spec.name.toLowerCase() + versionsAndBuild(spec, versions);
}

const pipOnly: { applies: (spec: PackageSpec) => boolean; why: string }[] = [
  { applies: ({ url }) => url !== undefined, why: 'it is an address' },
  { applies: ({ extras }) => extras.length > 0, why: 'conda packages have no extras' },
  { applies: ({ marker }) => marker !== undefined, why: 'conda knows no markers after `;`' },
];

/** conda drops the `.*` after `==`, so that it would mean one version alone; its own word for it is `=`. */
function condaClauses(clauses: readonly VersionClause[]): string {
  return clauses
    .map(({ operator, version }) => {
      if (operator === '==' && version.endsWith('.*')) return `=${version.slice(0, -2)}`;
      return (operator === '===' ? '==' : operator) + version;
    })
    .join(',');
}
