/** The lists of builds and kernels, full and empty, and a page that only says something. */
import { findingLines, summaryOf } from '../../../src/doctor/text.js';
import type { GenerationView } from '../../../src/shared/kernels/generation-view.js';
import { type HealthState, healthWords } from '../../../src/shared/kernels/health.js';
import type { KernelTile } from '../../../src/shared/kernels/kernel-page.js';
import type { KernelRow } from '../../../src/shared/kernels/kernel-row.js';
import type { OperationView } from '../../../src/shared/kernels/operation-view.js';
import type { Pages } from '../../../src/web/pages/render.js';
import { frame, hostile, now, type Sample } from './sample.js';

function partOf(rows: Pages['builds']['builds']) {
  return { builds: rows, part: 1, parts: 1, total: rows.length, matching: rows.length };
}

const builds: Pages['builds']['builds'] = [
  {
    id: 'b5',
    name: 'climate-analysis',
    display_name: 'Climate analysis',
    status: 'running',
    phase: 'install',
    started: now - 42_000,
    manager: 'uv',
    built_on: 'local',
  },
  {
    id: 'b4',
    name: 'gpu',
    display_name: 'GPU',
    status: 'waiting',
    reason: 'another build writes the package cache',
    started: now - 20_000,
    manager: 'conda',
    built_on: 'local',
  },
  {
    id: 'b3',
    name: 'vision',
    display_name: 'Vision',
    status: 'succeeded',
    started: now - 7_200_000,
    ended: now - 7_100_000,
    manager: 'uv',
    built_on: 'local',
  },
  {
    id: 'b2',
    name: 'nunpy',
    display_name: hostile,
    status: 'failed',
    started: now - 90_000_000,
    ended: now - 89_990_000,
    manager: 'venv',
    built_on: 'local',
  },
  {
    id: 'b1',
    name: 'old',
    display_name: 'Old',
    status: 'interrupted',
    started: now - 900_000_000,
    ended: now - 899_000_000,
    manager: 'mamba',
    built_on: 'local',
  },
];

const operations: OperationView[] = [
  {
    ...{ id: 'check', label: 'Check', about: 'Starts the kernel, runs a cell and imports each package' },
    ...{ asks: false, removes: false, fields: [], previews: false },
  },
  {
    ...{ id: 'update', label: 'Update', about: `Update ${hostile}?`, asks: true, removes: false },
    previews: false,
    fields: [
      { name: 'add', description: 'Packages to add', kind: 'list', required: false },
      { name: 'upgrade', description: 'Take newer versions', kind: 'switch', required: false },
      { name: 'display_name', description: 'Display name', kind: 'text', required: true },
    ],
  },
  {
    ...{ id: 'remove', label: 'Remove', about: 'Remove it and its environments?' },
    ...{ asks: true, removes: true, fields: [], previews: true },
  },
];

const packages = [
  'numpy',
  hostile,
  'six',
  ...Array.from({ length: 500 }, (_, index) => `package-${index}`),
].map((name, index) => ({ name, version: '1.0', size: index, source: 'pypi', requested: index < 2 }));

const shown = '{"name":"climate-analysis"}';

const kernels: KernelTile[] = [
  {
    name: 'climate-analysis',
    display_name: 'Climate analysis',
    language: 'python',
    owner: 'ours',
    operations,
    directory: '/home/ada/.local/share/jupyter/kernels/climate-analysis',
    shown,
    language_version: '3.12.4',
    generation: 2,
    size: 612_000_000,
    files: 4_012,
    packages,
    build: 'b5',
    created: now - 3_600_000,
  },
  {
    name: 'vision',
    display_name: hostile,
    language: 'python',
    owner: 'ours',
    operations,
    directory: '/home/ada/.local/share/jupyter/kernels/vision',
    shown,
    generation: 1,
  },
  {
    name: 'my-julia',
    display_name: 'Julia 1.10',
    language: 'julia',
    owner: 'own',
    operations: [],
    directory: '/home/ada/.local/share/jupyter/kernels/my-julia',
    shown,
  },
  {
    name: 'python3',
    display_name: 'Python 3 (ipykernel)',
    language: 'python',
    owner: 'central',
    operations: [],
    directory: '/opt/jupyter/share/jupyter/kernels/python3',
    shown,
  },
  {
    name: 'ir',
    display_name: 'R',
    language: 'R',
    owner: 'central',
    operations: [],
    directory: '/opt/jupyter/share/jupyter/kernels/ir',
    shown,
  },
];

const rows: KernelRow[] = kernels.map(({ operations: _, created, ...kernel }) => ({
  ...kernel,
  ...(created !== undefined && { made: created, used: created + 60_000, files: 12_345, manager: 'uv' }),
  health: { state: kernel.owner === 'ours' ? 'starts' : 'untried', looked: 20 },
}));

const isState = (state: string): state is HealthState => Object.hasOwn(healthWords, state);

/** A row in each state of health. */
const inEachState: KernelRow[] = Object.keys(healthWords).map((state) => ({
  ...{ name: state, display_name: state, language: 'python', owner: 'ours', directory: `/k/${state}` },
  health: {
    ...{
      state: isState(state) ? state : 'starts',
      looked: 20,
      message: `\`${hostile}\` is gone`,
      fix: 'update',
    },
    ...{ hint: 'Rebuild the kernel', purge: { days: 30, time: now + 86_400_000 } },
  },
}));

const list: Omit<Pages['kernels'], keyof ReturnType<typeof frame>> = {
  ...{ rows, total: 120, matching: 120, part: 2, parts: 3, languages: ['julia', 'python', 'r'], now },
  selection: { search: '', language: '', health: '', least: 0, sort: 'size' },
  removals: [
    {
      mark: 'remove-1a2b3c4d',
      kernel: 'old',
      removed: now - 60_000,
      until: now + 3_600_000,
      bytes: 612_000_000,
    },
  ],
};

const generations: GenerationView[] = [
  {
    ...{
      number: 2,
      created: now - 3_600_000,
      operation: 'update',
      manager: 'uv',
      build: 'b5',
      size: 612_000_000,
    },
    ...{ published: true, pinned: false, locks: ['lock.txt'] },
    changes: { summary: '1 added', lines: [`+ ${hostile}`] },
    operations: [],
  },
  {
    ...{ number: 1, operation: 'create', manager: 'uv', published: false, pinned: true, locks: [] },
    lock_fault: `the line \`${hostile}\` names no package with its version`,
    operations: [
      {
        ...{
          id: 'rollback',
          label: 'Roll back',
          about: 'Publishes an older generation again, at once',
          asks: false,
        },
        ...{ removes: false, fields: [], previews: false, generation: 1 },
      },
    ],
  },
];

const findings: Pages['doctor']['findings'] = [
  { id: 'node', title: 'Node.js', status: 'ok', found: '20.20.2, `/usr/bin/node`' },
  {
    id: 'python',
    title: 'Python',
    status: 'warn',
    found: `\`${hostile}\``,
    fix: 'Install Python 3 with venv',
  },
  {
    id: 'index-1',
    title: 'Package index',
    status: 'fail',
    found: `\`https://index.example/${'simple/'.repeat(30)}\` cannot be reached: the connection was refused`,
    fix: 'Name the proxy under `environment`',
  },
];

const noKernels = {
  ...frame('Kernels', 'kernels'),
  ...list,
  rows: [],
  total: 0,
  matching: 0,
  part: 1,
  parts: 1,
};

export const listSamples: Sample[] = [
  {
    title: 'builds',
    name: 'builds',
    model: { ...frame('Builds', 'builds', 2), ...partOf(builds), filter: { name: '', status: '' }, now },
  },
  {
    title: 'builds-empty',
    name: 'builds',
    model: { ...frame('Builds', 'builds'), ...partOf([]), filter: { name: '', status: '' }, now },
  },
  {
    title: 'builds-none-match',
    name: 'builds',
    model: {
      ...{ ...frame('Builds', 'builds'), ...partOf([]), total: 512, now },
      filter: { name: hostile, status: 'failed' },
    },
  },
  {
    title: 'builds-many',
    name: 'builds',
    model: {
      ...{
        ...frame('Builds', 'builds'),
        ...partOf(builds),
        part: 2,
        parts: 6,
        total: 512,
        matching: 512,
        now,
      },
      filter: { name: '', status: '' },
    },
  },
  {
    title: 'kernels',
    name: 'kernels',
    model: {
      ...frame('Kernels', 'kernels'),
      ...list,
      jupyter: 'https://hpc.example.org/jupyter',
      notice: 'The kernel and its environments are removed',
    },
  },
  {
    title: 'kernels-states',
    name: 'kernels',
    model: { ...frame('Kernels', 'kernels'), ...list, rows: inEachState, part: 1, parts: 1 },
  },
  {
    title: 'kernels-none-match',
    name: 'kernels',
    model: {
      ...{ ...frame('Kernels', 'kernels'), ...list, rows: [], matching: 0, part: 1, parts: 1 },
      selection: { search: hostile, language: 'python', health: 'broken', least: 1e9, sort: '' },
    },
  },
  { title: 'kernels-empty', name: 'kernels', model: { ...noKernels, removals: [] } },
  { title: 'kernels-all-removed', name: 'kernels', model: noKernels },
  ...kernels.map(
    (kernel, index): Sample => ({
      title: `kernel-${kernel.name}`,
      name: 'kernel-page',
      model: {
        ...frame(kernel.display_name, 'kernels'),
        ...{ kernel, row: { ...kernel, ...(inEachState[index + 2] ?? {}), hides: [`/opt/${hostile}`] }, now },
        generations: kernel.owner === 'ours' ? generations : [],
        ...(index === 0 && { frozen: '2026-11-29T12:00:00Z' }),
        result: {
          ...{ ok: false, message: `\`${hostile}\` does not work`, notes: ['A note'] },
          tables: [{ headings: ['Package'], rows: [[hostile]] }],
        },
      },
    }),
  ),
  {
    title: 'doctor',
    name: 'doctor',
    model: {
      ...frame('Doctor', 'doctor'),
      administrator: true,
      findings,
      summary: summaryOf(findings),
      text: findingLines(findings).join('\n'),
    },
  },
  {
    title: 'message',
    name: 'message',
    model: {
      ...frame('Not done', 'none'),
      status: 404,
      problems: [
        {
          code: 'build-unknown',
          message: `The build \`${hostile}\` does not exist`,
          hint: '`create-kernel builds` shows your builds',
        },
      ],
    },
  },
];
