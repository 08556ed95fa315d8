/** Packages of a Bash kernel: programs from the package index or conda channels. */
import { parsePackageSpec } from '../../sources/package-spec.js';
import { pypi } from '../../sources/pypi.js';
import type { PackageSyntax } from '../package-syntax.js';

export const bashPackages: PackageSyntax = {
  parse: parsePackageSpec,
  normalizeName: pypi.normalizeName,
  readers: [],
  versionAsked: () => undefined,
  closeNames: () => [],
};
