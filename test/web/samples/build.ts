/** A build in each state. */
import { type BuildEvent, hasEnded } from '../../../src/shared/builds/build-events.js';
import type { LogLine } from '../../../src/shared/builds/build-page.js';
import {
  type BuildState,
  foldEvent,
  initialState,
  phaseStates,
} from '../../../src/shared/builds/build-state.js';
import type { Pages } from '../../../src/web/pages/render.js';
import { buildEvents } from './build-events.js';
import { report } from './report.js';
import { frame, hostile, now, type Sample } from './sample.js';

/** How a kernel that is ready is used. */
export const use = {
  cell: 'import numpy',
  terminal: '. /envs/climate/1/bin/activate',
  batch: '#!/bin/bash',
};

export const buildSamples: Sample[] = [
  { title: 'build-waiting', name: 'build', model: waitingBuild() },
  { title: 'build-queued', name: 'build', model: queuedBuild() },
  { title: 'build-running', name: 'build', model: runningBuild() },
  { title: 'build-cancelling', name: 'build', model: endedBuild('cancelling') },
  { title: 'build-ready', name: 'build', model: readyBuild() },
  {
    title: 'build-updated',
    name: 'build',
    model: { ...readyBuild(), onto: true, restart: 'Running notebooks use generation 1 until they restart' },
  },
  { title: 'build-removed', name: 'build', model: removedBuild() },
  {
    title: 'build-replaced',
    name: 'build',
    model: { ...removedBuild(), kernel: { name: 'climate', display_name: 'Climate', generation: 2 } },
  },
  { title: 'build-failed', name: 'build', model: failedBuild() },
  { title: 'build-cancelled', name: 'build', model: endedBuild('cancelled') },
  { title: 'build-interrupted', name: 'build', model: endedBuild('interrupted') },
  { title: 'build-unreadable', name: 'build', model: unreadableBuild() },
];

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

/** A job that its scheduler has not started. */
function queuedBuild(): Pages['build'] {
  const { events } = buildEvents('create-environment');
  const page = buildPage(events.slice(0, 1), []);
  const job = { id: '4711', cluster: `Owens ${hostile}` };
  const reason = 'it waits for free processors';
  return { ...page, state: { ...page.state, status: 'queued', reason, job } };
}

function unreadableBuild(): Pages['build'] {
  const cause = { code: 'stored-file-broken', message: `\`${hostile}\` is broken`, hint: 'Restore the file' };
  const state: BuildState = {
    ...initialState,
    name: 'old',
    status: 'unreadable',
    started: now,
    ended: now,
    cause,
  };
  return { ...buildPage([], []), state, phases: phaseStates(state), published: false };
}

function runningBuild(): Pages['build'] {
  const { events, lines } = buildEvents('install-packages');
  return buildPage(events, lines);
}

function removedBuild(): Pages['build'] {
  const { kernel: _, ...build } = readyBuild();
  return { ...build, published: false };
}

function readyBuild(): Pages['build'] {
  const { events, lines } = buildEvents();
  const page = buildPage(
    [...events, { type: 'report', time: now, report }, { type: 'status', time: now, status: 'succeeded' }],
    lines,
  );
  return { ...page, use, link: { path: '/pun/sys/create_kernel/#recipe=x', left_out: [] } };
}

function failedBuild(): Pages['build'] {
  const cause = {
    code: 'no-such-package',
    message: 'The package index has no package `nunpy`',
    hint: 'Did you mean `numpy`? Change it in the form',
    line: 5,
    next: [
      {
        id: 'use-numpy',
        label: `numpy instead of nunpy ${hostile}`,
        package: { from: 'nunpy', to: 'numpy' },
      },
    ],
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

function endedBuild(status: 'cancelling' | 'cancelled' | 'interrupted'): Pages['build'] {
  const { events, lines } = buildEvents('install-packages');
  return buildPage([...events, { type: 'status', time: now, status }], lines);
}

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
    kernel: { name: 'climate-analysis', display_name: 'Climate analysis', generation: 1 },
    ...(hasEnded(state.status) && state.status !== 'succeeded' && { retry: '/?retry=x' }),
    next: (state.cause?.next ?? []).map(({ label }) => ({ label, path: '/?retry=x' })),
    jupyter: '/pun/sys/dashboard/batch_connect/sys/jupyter/session_contexts/new',
    now,
    ...more,
  };
}
