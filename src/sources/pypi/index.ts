/** The Python Package Index and indexes like it: requirements for pip and uv. */
import { UserError } from '../../base/errors.js';
import type { LockedLines, Source } from '../source.js';
import { indexName } from '../specs/index-name.js';
import { parseMarker } from '../specs/marker.js';
import type { PackageSpec } from '../specs/package-spec.js';
import { records } from './records.js';

// https://packaging.python.org/en/latest/specifications/version-specifiers/, public and local versions.
const PEP_440 =
  /^v?(\d+!)?\d+(\.\d+)*([._-]?(a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[._-]?\d*)*(-\d+)?(\+[a-z\d]+([._-][a-z\d]+)*)?(\.\*)?$/i;

const LOCKED =
  /^([A-Za-z0-9][\w.-]*)(\[[\w.,-]*\])?===?([A-Za-z0-9][\w.!+-]*) ?(?:; ?([^#]*?))? ?((?: --hash=(?:sha256|sha384|sha512):[0-9a-f]{64,128})+)$/;

/** Lines with the hashes that pip checks: https://pip.pypa.io/en/stable/topics/secure-installs/ */
const locked: LockedLines = {
  read(line) {
    const [, name, , version, marker] =
      LOCKED.exec(line.replace(/ {2,}/g, ' ').replace(/ --hash[= ]/g, ' --hash=')) ?? [];
    if (name === undefined || version === undefined) return undefined;
    return marker !== undefined && parseMarker(marker) === undefined ? undefined : { name, version };
  },
};

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
  added_field: 'pip_packages',
  lock: 'pip-lock.txt',
  locked,
  records,
  builds: true,
} as const satisfies Source;

function isCondaOnly({ name, channel, build, alternatives, constraint }: PackageSpec): boolean {
  const strange = constraint.some(({ version }) => !PEP_440.test(version));
  return Boolean(channel || build || alternatives || name.startsWith('_') || strange);
}
