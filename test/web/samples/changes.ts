/** The pages *Update* and *Disk*. */
import { diskPlaces } from '../../../src/kernels/disk/places.js';
import { isAboutNotebook } from '../../../src/web/form/fields/form-definition.js';
import type { Pages } from '../../../src/web/pages/render.js';
import { fields } from './create.js';
import { frame, hostile, type Sample } from './sample.js';

const update: Pages['update'] = {
  ...frame('Update Climate analysis', 'kernels'),
  ...{
    name: 'climate-analysis',
    display_name: 'Climate analysis',
    language: 'python',
    language_version: '3.12',
  },
  shown: '{"name":"climate-analysis"}',
  ...{ generation: 3, installed: 41, add: '', upgrade: 'none', upgrade_names: '', problems: [] },
  ...{
    notebook_fields: fields.filter(({ id }) => isAboutNotebook(id)).map((field) => ({ ...field, value: '' })),
  },
  ...{ upload_most: '5 MB', upload_bytes: 5e6 },
  restart: 'Running notebooks keep the old environment until they are restarted',
  packages: [
    { name: 'numpy', text: 'numpy', removed: false },
    { name: 'xarray', text: 'xarray>=2024', removed: true },
    { name: 'other', text: hostile, removed: false },
  ],
};

const problem = {
  code: 'package-unknown',
  field: 'kernel_packages',
  message: `The package index has no package \`${hostile}\``,
  hint: 'Check the spelling',
};

const notebookProblem = {
  code: 'minutes-not-understood',
  field: 'notebook_minutes',
  message: `\`${hostile}\` is not a number of minutes`,
  hint: 'Write a whole number',
};

const preview: Pages['update']['preview'] = {
  manager: 'uv',
  warnings: [problem],
  notes: ['A note'],
  kept: 38,
  changes: [
    { name: 'dask', kind: 'added', to: '2026.1.0', why: 'asked', size: 1_300_000 },
    { name: 'xarray', kind: 'removed', from: '2024.1.0', why: 'asked' },
    { name: hostile, kind: 'up', from: '1.0', to: '2.0', why: 'dependency', size: 900 },
  ],
};

type DiskRow = Pages['disk']['rows'][number];

/** What differs from the row of a place that is complete and has nothing to remove. */
const diskRows: Record<string, Partial<DiskRow>> = {
  kernels: { bytes: 12e9, files: 410_000, complete: false },
  caches: { bytes: 3e9, files: 90_000, removable: 3e9 },
  pythons: { bytes: 2e8, files: 9000, removable: 1e8, names: ['3.11.2', hostile] },
  'without-kernel': { bytes: 1e8, files: 4000, names: ['old-one', hostile] },
  trash: { removable: 0 },
};

const disk: Pages['disk'] = {
  ...frame('Disk', 'kernels'),
  cleaned: false,
  rows: Object.entries(diskPlaces).map(([id, { title, about }]) => {
    return { ...{ id, title, about, bytes: 0, files: 0, complete: true }, ...diskRows[id] };
  }),
};

export const changeSamples: Sample[] = [
  { title: 'update', name: 'update', model: { ...update, preview, add: 'dask' } },
  {
    title: 'update-problems',
    name: 'update',
    model: {
      ...{ ...update, problems: [problem, notebookProblem], add: hostile },
      ...{ upgrade: 'some', upgrade_names: 'numpy', notebook_cells: 4 },
      notebook_fields: update.notebook_fields.map((field) => ({
        ...field,
        value: field.id === 'kernel_notebook' ? hostile : '',
        ...(field.id === 'notebook_minutes' && { problem: notebookProblem }),
      })),
    },
  },
  {
    title: 'update-unresolved',
    name: 'update',
    model: { ...update, preview: { manager: 'conda', warnings: [], notes: [], problem } },
  },
  { title: 'disk', name: 'disk', model: disk },
  { title: 'disk-cleaned', name: 'disk', model: { ...disk, cleaned: true, rows: disk.rows.slice(1) } },
];
