/** One model for each state that a page can be in. The words are hostile where a person chooses them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildEvent, Cause } from '../../src/build/events.js';
import { type BuildState, foldEvent, initialState, phaseStates } from '../../src/build/state.js';
import type { Phase } from '../../src/plan/plan.js';
import { appRoot } from '../../src/program.js';
import { isBasic, parseFormDefinition } from '../../src/web/form-definition.js';
import type { Pages } from '../../src/web/render.js';
import type { Frame, LogLine } from '../../src/web/view-models.js';

export const now = Date.parse('2026-08-03T14:05:09Z');

/** Markup that must never become part of a page. */
export const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

const frame = (title: string, place: Frame['place'], running = 0): Frame => ({
  base: '/pun/sys/create_kernel',
  title,
  place,
  running,
  csrf: 'a-token',
  dashboard: '/pun/sys/dashboard',
  portal: 'Open OnDemand',
  help: 'https://hpc.example.org/kernels',
  version: '0.1.0',
});

const fields = parseFormDefinition(readFileSync(join(appRoot, 'form.yml'), 'utf8'));

function createPage(values: Record<string, string>, more: Partial<Pages['create']> = {}): Pages['create'] {
  const problems = more.problems ?? [];
  const views = fields.map((field) => {
    const problem = problems.find((each) => each.field === field.id);
    return { ...field, value: values[field.id] ?? '', ...(problem && { problem }) };
  });
  return {
    ...frame('Create a kernel', 'create'),
    basic: views.filter(({ id }) => isBasic(id)),
    advanced: views.filter(({ id }) => !isBasic(id)),
    advanced_open: false,
    problems,
    presets: [],
    upload_most: '2 MB',
    ...more,
  };
}

const steps: { id: string; phase: Phase; title: string; seconds: number; output: string[] }[] = [
  {
    id: 'create-environment',
    phase: 'create',
    title: 'Create an empty environment with Python 3.12',
    seconds: 0.3,
    output: [
      'Using CPython 3.12.4',
      'Creating virtual environment at: /nobackup/users/ada/kernels/climate/1',
    ],
  },
  {
    id: 'activate-environment',
    phase: 'activate',
    title: 'Activate the environment',
    seconds: 0.1,
    output: [],
  },
  {
    id: 'install-packages',
    phase: 'install',
    title: 'Install 4 packages and what they need',
    seconds: 21.4,
    output: [
      '\x1b[2mResolved \x1b[1m41 packages\x1b[0m\x1b[2m in 812ms\x1b[0m',
      '\x1b[36m\x1b[1mDownloading\x1b[0m\x1b[39m scipy (35.2MiB)',
      '\x1b[33mwarning:\x1b[0m the index answered slowly, trying again',
      `A line with markup: ${hostile}`,
      ...Array.from(
        { length: 34 },
        (_, index) => ` \x1b[32m+\x1b[39m \x1b[1mpackage-${index + 1}\x1b[0m\x1b[2m==1.${index}.0\x1b[0m`,
      ),
      `A very long line: ${'abcdefghij '.repeat(30)}`,
    ],
  },
  {
    id: 'register-kernel',
    phase: 'register',
    title: 'Write the kernelspec',
    seconds: 0.2,
    output: ['Wrote kernel.json'],
  },
  {
    id: 'verify-kernel',
    phase: 'verify',
    title: 'Start the kernel and import its packages',
    seconds: 4.8,
    output: ['kernel started in 0.9 s', 'import numpy: 0.1 s', 'import scipy: 0.4 s'],
  },
  { id: 'publish-kernel', phase: 'publish', title: 'Publish it to the launcher', seconds: 0.1, output: [] },
];

/** The events of a build up to a step; that step runs, or fails with `cause`. Without `until` all succeed. */
function buildEvents(until?: string, cause?: Cause): { events: BuildEvent[]; lines: LogLine[] } {
  let [time, line] = [now - 30_000, 0];
  const events: BuildEvent[] = [
    {
      type: 'build',
      time,
      name: 'climate-analysis',
      display_name: 'Climate analysis',
      generation: 1,
      manager: 'uv',
      steps: steps.map(({ id, phase, title }) => ({ id, phase, title })),
    },
    { type: 'status', time, status: 'running' },
  ];
  const lines: LogLine[] = [];
  for (const step of steps) {
    events.push({ type: 'step-started', time, step: step.id, command: `run ${step.id}` });
    for (const text of step.output) {
      line += 1;
      lines.push({ line, step: step.id, stream: 'stdout', text });
      events.push({ type: 'output', time, step: step.id, stream: 'stdout', line, text });
    }
    if (step.id === until && !cause) break;
    time += step.seconds * 1000;
    const exit = step.id === until ? 1 : 0;
    events.push({ type: 'step-ended', time, step: step.id, exit, seconds: step.seconds });
    if (exit === 1) break;
  }
  return { events, lines };
}

const report = {
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

function buildPage(
  events: BuildEvent[],
  lines: LogLine[],
  more: Partial<Pages['build']> = {},
): Pages['build'] {
  const state: BuildState = events.reduce(foldEvent, initialState);
  return {
    ...frame('Build', 'builds', state.ended ? 0 : 1),
    id: '20260803-140439-climate-analysis',
    state,
    phases: phaseStates(state),
    tail: lines,
    offset: 5000,
    tail_offset: 0,
    published: true,
    jupyter: '/pun/sys/dashboard/batch_connect/sys/jupyter/session_contexts/new',
    now,
    ...more,
  };
}

function runningBuild(): Pages['build'] {
  const { events, lines } = buildEvents('install-packages');
  return buildPage(events, lines);
}

function waitingBuild(): Pages['build'] {
  const { events } = buildEvents('create-environment');
  return buildPage(
    [
      ...events.slice(0, 1),
      {
        type: 'status',
        time: now,
        status: 'waiting',
        reason: 'another build writes the conda package cache',
      },
    ],
    [],
  );
}

function readyBuild(): Pages['build'] {
  const { events, lines } = buildEvents();
  return buildPage(
    [...events, { type: 'report', time: now, report }, { type: 'status', time: now, status: 'succeeded' }],
    lines,
  );
}

function failedBuild(): Pages['build'] {
  const cause = {
    code: 'no-such-package',
    message: 'The package index has no package `nunpy`',
    hint: 'Did you mean `numpy`? Change it in the form',
    line: 5,
  };
  const { events, lines } = buildEvents('install-packages', cause);
  return buildPage(
    [
      ...events,
      {
        type: 'status',
        time: now,
        status: 'failed',
        cause,
        kept: '/nobackup/users/ada/kernels/climate-analysis/1',
      },
    ],
    lines,
  );
}

function endedBuild(status: 'cancelled' | 'interrupted'): Pages['build'] {
  const { events, lines } = buildEvents('install-packages');
  return buildPage([...events, { type: 'status', time: now, status }], lines);
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
    where: 'local',
  },
  {
    id: 'b4',
    name: 'gpu',
    display_name: 'GPU',
    status: 'waiting',
    reason: 'another build writes the package cache',
    started: now - 20_000,
    manager: 'conda',
    where: 'local',
  },
  {
    id: 'b3',
    name: 'vision',
    display_name: 'Vision',
    status: 'succeeded',
    started: now - 7_200_000,
    ended: now - 7_100_000,
    manager: 'uv',
    where: 'local',
  },
  {
    id: 'b2',
    name: 'nunpy',
    display_name: hostile,
    status: 'failed',
    started: now - 90_000_000,
    ended: now - 89_990_000,
    manager: 'venv',
    where: 'local',
  },
  {
    id: 'b1',
    name: 'old',
    display_name: 'Old',
    status: 'interrupted',
    started: now - 900_000_000,
    ended: now - 899_000_000,
    manager: 'mamba',
    where: 'local',
  },
];

const kernels: Pages['kernels']['kernels'] = [
  {
    name: 'climate-analysis',
    display_name: 'Climate analysis',
    language: 'python',
    owner: 'ours',
    directory: '/home/ada/.local/share/jupyter/kernels/climate-analysis',
    language_version: '3.12.4',
    generation: 2,
    size: 612_000_000,
    build: 'b5',
    created: now - 3_600_000,
  },
  {
    name: 'vision',
    display_name: hostile,
    language: 'python',
    owner: 'ours',
    directory: '/home/ada/.local/share/jupyter/kernels/vision',
    generation: 1,
  },
  {
    name: 'my-julia',
    display_name: 'Julia 1.10',
    language: 'julia',
    owner: 'own',
    directory: '/home/ada/.local/share/jupyter/kernels/my-julia',
  },
  {
    name: 'python3',
    display_name: 'Python 3 (ipykernel)',
    language: 'python',
    owner: 'central',
    directory: '/opt/jupyter/share/jupyter/kernels/python3',
  },
  {
    name: 'ir',
    display_name: 'R',
    language: 'R',
    owner: 'central',
    directory: '/opt/jupyter/share/jupyter/kernels/ir',
  },
];

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
  manager: 'uv',
  prefix: '/nobackup/users/ada/kernels/climate-analysis/1',
  script: `#!/usr/bin/env bash\nset -euo pipefail\nuv venv --python 3.12 /nobackup/users/ada/kernels/climate-analysis/1\n# ${hostile}\n`,
  fields: [
    { id: 'kernel_packages', value: `numpy\n${hostile}` },
    { id: 'kernel_name', value: 'Climate analysis' },
  ],
};

const typed = { kernel_packages: `numpy>=2\ncv2\n${hostile}`, kernel_name: 'Climate analysis' };
const understood: NonNullable<Pages['create']['understood']> = {
  name: 'climate-analysis',
  display_name: 'Climate analysis',
  chips: [
    { kind: 'package', value: 'numpy>=2', label: 'numpy ≥ 2' },
    { kind: 'package', value: 'opencv-python-headless', label: 'cv2 → opencv-python-headless' },
    { kind: 'problem', value: '', label: hostile },
    { kind: 'note', value: '', label: '3 lines were not packages' },
  ],
  problems: [],
  summary: {
    manager: 'uv',
    language: 'Python 3.12',
    prefix: '/nobackup/users/ada/kernels/climate-analysis/1',
    free_bytes: 312e9,
    total_bytes: 1e12,
  },
};

type Sample = { [Name in keyof Pages]: { title: string; name: Name; model: Pages[Name] } }[keyof Pages];

export const samples: Sample[] = [
  { title: 'create-empty', name: 'create', model: createPage({}) },
  {
    title: 'create-understood',
    name: 'create',
    model: createPage(typed, {
      understood,
      retry_of: 'b2',
      presets: [
        { id: 'science', title: 'Scientific Python', description: 'numpy, scipy, pandas, matplotlib' },
        { id: 'torch', title: 'PyTorch', description: 'torch and torchvision for this cluster’s GPUs' },
      ],
    }),
  },
  {
    title: 'create-problems',
    name: 'create',
    model: createPage(typed, {
      advanced_open: true,
      problems: [
        {
          code: 'package-not-understood',
          message: `The package \`${hostile}\` was not understood`,
          hint: 'Write a package as in `numpy` or `numpy>=1.26,<3`',
          field: 'kernel_packages',
        },
        {
          code: 'channel-not-understood',
          message: 'The channel or index `conda forge` was not understood',
          hint: 'Write a channel name such as `conda-forge`',
          field: 'kernel_channels',
        },
        {
          code: 'manager-missing',
          message: 'The package manager `conda` is not installed here',
          hint: 'Choose `uv`',
          field: 'kernel_manager',
        },
        {
          code: 'page-expired',
          message: 'This page was opened too long ago to be sent',
          hint: 'What you typed is kept: send the form once more',
        },
      ],
    }),
  },
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
  { title: 'build-waiting', name: 'build', model: waitingBuild() },
  { title: 'build-running', name: 'build', model: runningBuild() },
  { title: 'build-ready', name: 'build', model: readyBuild() },
  { title: 'build-removed', name: 'build', model: { ...readyBuild(), published: false } },
  { title: 'build-failed', name: 'build', model: failedBuild() },
  { title: 'build-cancelled', name: 'build', model: endedBuild('cancelled') },
  { title: 'build-interrupted', name: 'build', model: endedBuild('interrupted') },
  {
    title: 'builds',
    name: 'builds',
    model: { ...frame('Builds', 'builds', 2), builds, filter: { name: '', status: '' }, now },
  },
  {
    title: 'builds-empty',
    name: 'builds',
    model: { ...frame('Builds', 'builds'), builds: [], filter: { name: '', status: '' }, now },
  },
  {
    title: 'builds-none-match',
    name: 'builds',
    model: { ...frame('Builds', 'builds'), builds: [], filter: { name: hostile, status: 'failed' }, now },
  },
  {
    title: 'kernels',
    name: 'kernels',
    model: {
      ...frame('Kernels', 'kernels'),
      kernels,
      now,
      jupyter: 'https://hpc.example.org/jupyter',
      notice: 'The kernel and its environments are removed.',
    },
  },
  { title: 'kernels-empty', name: 'kernels', model: { ...frame('Kernels', 'kernels'), kernels: [], now } },
  {
    title: 'message',
    name: 'message',
    model: {
      ...frame('Not done', 'none'),
      status: 404,
      problems: [
        {
          code: 'build-unknown',
          message: `There is no build \`${hostile}\``,
          hint: '`create-kernel builds` shows the ones there are',
        },
      ],
    },
  },
];

/** The HTML of a sample. */
export function renderSample(
  { name, model }: Sample,
  render: typeof import('../../src/web/render.js').renderPage,
): string {
  return render<keyof Pages>(name, model);
}
