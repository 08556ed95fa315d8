/** Conda channels: match specs for conda, mamba and micromamba. */
import { UserError } from '../../base/errors.js';
import type { Source } from '../source.js';
import type { PackageSpec } from '../specs/package-spec.js';
import { type VersionClause, versionsAndBuild } from '../specs/version-constraint.js';
import { locked } from './locked.js';
import { records } from './records.js';

export const conda = {
  label: 'conda channels',
  // The server of a channel that is named without a URL: https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html
  address: 'https://conda.anaconda.org',
  places: 'channels',
  place: { label: 'Conda channel', page: 'noarch/repodata.json' },
  // Channels ignore only case: `foo_bar` and `foo-bar` are two packages.
  normalizeName: (name) => name.toLowerCase(),
  renderSpec(spec) {
    const reason = pipOnly.find(({ applies }) => applies(spec))?.reason;
    if (reason) throw new UserError('package-not-for-conda', { given: spec.text, reason });
    const { channel, constraint, alternatives = [] } = spec;
    const from = channel ? `${channel}::` : '';
    const versions = [constraint, ...alternatives].map(condaClauses).join('|');
    return from + spec.name.toLowerCase() + versionsAndBuild(spec, versions);
  },
  refused_variables: [
    /^(CONDA|MAMBA)_(PREFIX|EXE|ROOT_PREFIX|SHLVL|DEFAULT_ENV|ENVS_DIRS|ENVS_PATH|PKGS_DIRS|ALWAYS_YES)$/,
  ],
  locked,
  records,
} as const satisfies Source;

const pipOnly: { applies: (spec: PackageSpec) => boolean; reason: string }[] = [
  { applies: ({ url }) => url !== undefined, reason: 'it is a URL' },
  { applies: ({ extras }) => extras.length > 0, reason: 'conda packages have no extras' },
  { applies: ({ marker }) => marker !== undefined, reason: 'conda does not support markers after `;`' },
];

/** conda drops the `.*` after `==`, which would then match one version only; its own form for a prefix is `=`. */
function condaClauses(clauses: readonly VersionClause[]): string {
  return clauses
    .map(({ operator, version }) => {
      if (operator === '==' && version.endsWith('.*')) return `=${version.slice(0, -2)}`;
      return (operator === '===' ? '==' : operator) + version;
    })
    .join(',');
}
