/** The Python Package Index and indexes like it: requirements for pip and uv. */
import { UserError } from '../../base/errors.js';
import type { Source } from '../source.js';
import { indexName } from '../specs/index-name.js';
import type { PackageSpec } from '../specs/package-spec.js';
import { locked } from './locked.js';
import { records } from './records.js';

// https://packaging.python.org/en/latest/specifications/version-specifiers/, public and local versions.
const PEP_440 =
  /^v?(\d+!)?\d+(\.\d+)*([._-]?(a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[._-]?\d*)*(-\d+)?(\+[a-z\d]+([._-][a-z\d]+)*)?(\.\*)?$/i;

export const pypi = {
  label: 'package indexes for pip and uv',
  address: 'https://pypi.org/simple',
  places: 'indexes',
  place: { label: 'Package index', page: 'pip/' },
  normalizeName: indexName,
  renderSpec(spec, manager) {
    if (isCondaOnly(spec)) throw new UserError('package-needs-conda', { given: spec.text, manager });
    return spec.text;
  },
  refused_variables: [/^UV_(PYTHON|PROJECT_ENVIRONMENT|CACHE_DIR|INSTALL_DIR|CONFIG_FILE)$/, /^VIRTUAL_ENV$/],
  adds: { field: 'pip_packages', lock: 'pip-lock.txt' },
  locked,
  records,
  builds: true,
} as const satisfies Source;

function isCondaOnly({ name, channel, build, alternatives, constraint }: PackageSpec): boolean {
  const strange = constraint.some(({ version }) => !PEP_440.test(version));
  return Boolean(channel || build || alternatives || name.startsWith('_') || strange);
}
