/** The preview: with exact packages, with a tool that refuses, and with one that cannot tell. */
import { report } from './report.js';
import { frame, hostile, type Sample } from './sample.js';

const resolved = {
  packages: report.packages,
  download_bytes: 212_000_000,
  disk_bytes: 640_000_000,
  files: 15_000,
};

const preview = {
  ...frame('Preview', 'create'),
  name: 'climate-analysis',
  display_name: 'Climate analysis',
  language: 'python',
  manager: 'conda',
  channels: ['bioconda', hostile],
  prefix: '/nobackup/users/ada/kernels/climate-analysis/1',
  script: `#!/usr/bin/env bash\nset -euo pipefail\nuv venv --python 3.12 /nobackup/users/ada/kernels/climate-analysis/1\n# ${hostile}\n`,
  warnings: [],
  notes: [`environment.yml: \`prefix\` was left out. ${hostile}`],
  fields: [
    { id: 'kernel_packages', value: `numpy\n${hostile}` },
    { id: 'kernel_name', value: 'Climate analysis' },
  ],
};

export const previewSamples: Sample[] = [
  {
    title: 'preview-resolved',
    name: 'preview',
    model: { ...preview, resolved, free_bytes: 312e9, free_files: 900_000 },
  },
  {
    title: 'preview-unresolved',
    name: 'preview',
    model: {
      ...preview,
      resolve_problem: {
        code: 'resolve-failed',
        message: 'The packages cannot be installed together: `a` needs `b<2`',
        hint: 'Change the packages or their versions',
      },
      resolve_output: `\x1b[31merror:\x1b[0m no solution\n${hostile}`,
    },
  },
  { title: 'preview-unknown', name: 'preview', model: preview },
];
