/** Conda channels: match specs for conda, mamba and micromamba. */
import { UserError } from '../base/errors.js';
import type { PackageSpec } from './package-spec.js';
import type { Source } from './source.js';
import { type VersionClause, versionsAndBuild } from './version-constraint.js';

export const conda = {
  label: 'conda channels',
  // Channels fold case only: `foo_bar` and `foo-bar` are two packages.
  normalizeName: (name) => name.toLowerCase(),
  renderSpec(spec) {
    const why = pipOnly.find(({ applies }) => applies(spec))?.why;
    if (why) throw new UserError('package-not-for-conda', { given: spec.text, why });
    const { channel, constraint, alternatives = [] } = spec;
    const from = channel ? `${channel}::` : '';
    const versions = [constraint, ...alternatives].map(condaClauses).join('|');
    return from + spec.name.toLowerCase() + versionsAndBuild(spec, versions);
  },
  lock: 'conda-lock.txt',
} as const satisfies Source;

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
