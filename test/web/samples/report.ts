/** The report of a build of 41 packages. */
import type { Report } from '../../../src/shared/builds/report.js';

export const report: Report = {
  kernel: {
    ok: true,
    seconds: 0.9,
    executable: '/nobackup/users/ada/kernels/climate-analysis/1/bin/python',
    language_version: '3.12.4',
    implementation: 'IPython',
  },
  imports: ['numpy', 'scipy', 'xarray'].map((name) => ({
    package: name,
    modules: [name],
    ok: true,
    seconds: 0.2,
  })),
  smoke: { ok: true, seconds: 0.1, output: '' },
  packages: Array.from({ length: 41 }, (_, index) => ({
    name: `package-${index + 1}`,
    version: `1.${index}.0`,
    size: 12_345 * (((index * 37) % 91) + 1),
    source: 'pypi',
    requested: index % 11 === 0,
  })),
  size: 612_000_000,
  files: 14_820,
};
