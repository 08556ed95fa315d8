/** Packages of a Bash kernel: programs from the package index or conda channels. */

import { pypi } from '../../sources/pypi/index.js';
import { parsePackageSpec } from '../../sources/specs/package-spec.js';
import type { PackageSyntax } from '../package-syntax.js';

export const bashPackages: PackageSyntax = {
  parse: parsePackageSpec,
  normalizeName: pypi.normalizeName,
  readers: [],
  versionAsked: () => undefined,
  closeNames: () => [],
};
