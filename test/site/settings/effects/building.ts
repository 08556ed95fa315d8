/** Where builds run, and how much they may use. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import { type UserError, userErrorsOf } from '../../../../src/base/errors.js';
import { buildFiles } from '../../../../src/builds/build-directory.js';
import { causeOfSize } from '../../../../src/builds/diagnosis/explain.js';
import { pruneBuilds, pruneGenerations } from '../../../../src/builds/holding/retention.js';
import { readClusters } from '../../../../src/builds/launchers/clusters.js';
import { scopeWords } from '../../../../src/builds/launchers/local.js';
import { jobOf } from '../../../../src/builds/launchers/schedulers/scheduled.js';
import { slurm } from '../../../../src/builds/launchers/schedulers/slurm.js';
import { makeOrder } from '../../../../src/builds/order-build.js';
import { LogLimit } from '../../../../src/builds/runner/output/step-log.js';
import { waitForHost } from '../../../../src/builds/runner/turns/host-turn.js';
import { waitForTurn } from '../../../../src/builds/runner/turns/wait-for-turn.js';
import { listKernels } from '../../../../src/kernels/kernelspec.js';
import { remove } from '../../../../src/kernels/operations/moves/remove.js';
import { placesToBuild } from '../../../../src/kernels/requests/checks/build-place.js';
import { checkDirectories } from '../../../../src/kernels/requests/checks/directories.js';
import { freeSpace } from '../../../../src/kernels/requests/checks/free-space.js';
import { resolvePackages } from '../../../../src/kernels/requests/preview/resolve.js';
import { environmentRequest, makePlan } from '../../../../src/plan/make-plan.js';
import { makePlanRequest } from '../../../../src/plan/plan-request.js';
import { type ResourceTexts, readResources } from '../../../../src/site/resources.js';
import { makeContext } from '../../../../src/web/context.js';
import { makeCreatePage } from '../../../../src/web/pages/create/create-page.js';
import type { Home } from '../../../support/home.js';
import { context, recipe, toolsOf, uv } from '../../../support/host.js';
import { notebookOf } from '../../../support/notebook.js';
import { type Effects, scriptOf } from './effect.js';

const DAY = 86_400_000;

/** Directories of the machine: Open OnDemand's files of two clusters, Jupyter's data, and the places of builds. */
const clusters_directory = directoryFor('clusters');
const jupyter_directory = directoryFor('jupyter');
const turns_directory = directoryFor('turns');

function directoryFor(what: string): string {
  const directory = mkdtempSync(join(tmpdir(), `create-kernel-${what}-`));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

for (const id of ['far', 'near'])
  writeFileSync(
    join(clusters_directory, `${id}.yml`),
    JSON.stringify({ v2: { metadata: { title: id }, job: { adapter: 'slurm' } } }),
  );
const beside = { build_on: { clusters_directory } };

const places = ({ site }: Home) => placesToBuild(site, readClusters(site));
const order = ({ site }: Home) => makeOrder('b', { keep: false, launcher: 'local' }, site);

/** The owners of the kernels in the launcher, if one was installed in this directory. */
async function ownersOf({ site }: Home, kernels: string) {
  mkdirSync(join(kernels, 'tomorrow'), { recursive: true });
  const spec = { argv: ['/bin/true'], display_name: 'Tomorrow', language: 'python' };
  writeFileSync(join(kernels, 'tomorrow/kernel.json'), JSON.stringify(spec));
  return (await listKernels(site)).map(({ owner }) => owner);
}

/** The slots that the first build of a user has taken, and the next one, which does not wait. */
async function takenSlots(home: Home): Promise<string[]> {
  const { locks, builds } = order(home);
  mkdirSync(locks, { recursive: true });
  for (const build of ['first', 'second'])
    onTestFinished((await waitForTurn({ build, locks, builds }, neverWaiting)).end);
  return readdirSync(locks);
}

/** The places of builds of all users that the first build has made. */
async function takenTurns(home: Home): Promise<string[]> {
  (await waitForHost(order(home).host, neverWaiting)).end();
  const names = readdirSync(turns_directory);
  for (const name of names) rmSync(join(turns_directory, name));
  return names;
}

const neverWaiting = { isCancelled: () => true, onWait: () => {} };

function asked({ site }: Home, texts: ResourceTexts = {}) {
  const errors: UserError[] = [];
  const resources = readResources(texts, site.config.build_on, errors);
  return { ...resources, codes: errors.map(({ code }) => code) };
}

function job({ site, data_root }: Home) {
  const [cluster] = readClusters(site);
  const files = buildFiles(join(data_root, 'builds', 'b'));
  const resources = readResources({}, site.config.build_on, []);
  return jobOf(slurm, { files, site, resources, ...(cluster && { cluster }) }, '/runner.js');
}

/** What is said about a package manager that never answers. */
async function slowPreview(home: Home): Promise<string | undefined> {
  const conda = join(home.home, 'conda');
  writeFileSync(conda, '#!/bin/sh\nexec tail -f /dev/null\n', { mode: 0o755 });
  const site = { ...(await home.equip()), tools: toolsOf({ conda: { path: conda, version: '24.1.0' } }) };
  const checked = makePlanRequest(recipe({ manager: 'conda' }), site);
  const request = environmentRequest(checked, { generation: 1 });
  return (await resolvePackages(checked.manager, request, site)).resolve_problem?.message;
}

/** The script of a build that runs a notebook, or the codes of the errors. */
function notebookScript(home: Home, notebook_minutes = ''): string | string[] {
  try {
    return scriptOf(home, { uv }, { notebook: notebookOf(['1']), notebook_minutes });
  } catch (error) {
    return userErrorsOf(error).map(({ code }) => code);
  }
}

async function space({ site, environments }: Home): Promise<string[]> {
  try {
    await checkDirectories(environments, site, { local: true });
    return [];
  } catch (error) {
    return userErrorsOf(error).map(({ code }) => code);
  }
}

/** A resource of jobs: the form's default, and the maximum. */
function resource(name: 'hours' | 'cores' | 'memory_gigabytes', field: keyof ResourceTexts): Effects {
  return {
    [`build_on.${name}.default`]: {
      set: { build_on: { [name]: { default: 5 } } },
      see: (home) => asked(home)[name],
      gives: 5,
    },
    [`build_on.${name}.most`]: {
      set: { build_on: { [name]: { most: 3 } } },
      see: (home) => asked(home, { [field]: '4' }).codes,
      gives: ['job-number-most'],
    },
  };
}

export const buildEffects: Effects = {
  'build_on.default': {
    beside,
    set: { build_on: { clusters_directory, default: 'near' } },
    see: (home) => places(home)[0],
    gives: 'near',
  },
  'build_on.local': {
    beside,
    set: { build_on: { clusters_directory, local: false } },
    see: places,
    gives: ['far', 'near'],
  },
  'build_on.nice': { set: { build_on: { nice: 3 } }, see: (home) => order(home).nice, gives: 3 },
  'build_on.local_memory_megabytes': {
    set: { build_on: { local_memory_megabytes: 4000 } },
    see: ({ site }) => scopeWords(site.config.build_on),
    gives: expect.arrayContaining(['MemoryMax=4000M']),
  },
  'build_on.local_cpu_percent': {
    set: { build_on: { local_cpu_percent: 150 } },
    see: ({ site }) => scopeWords(site.config.build_on),
    gives: expect.arrayContaining(['CPUQuota=150%']),
  },
  'build_on.clusters_directory': { set: beside, see: places, gives: ['local', 'far', 'near'] },
  'build_on.clusters': {
    beside,
    set: { build_on: { clusters_directory, clusters: ['near'] } },
    see: places,
    gives: ['local', 'near'],
  },
  'build_on.node': {
    beside,
    set: { build_on: { clusters_directory, node: '/opt/node/bin/node' } },
    see: (home) => job(home).script,
    gives: expect.stringContaining('/opt/node/bin/node'),
  },
  'build_on.queues': {
    set: { build_on: { queues: ['short', 'long'] } },
    see: (home) => asked(home).queue,
    gives: 'short',
  },
  'build_on.accounts': {
    set: { build_on: { accounts: ['physics'] } },
    see: (home) => asked(home, { job_account: 'law' }).codes,
    gives: ['job-word-not-offered'],
  },
  ...resource('hours', 'job_hours'),
  ...resource('cores', 'job_cores'),
  ...resource('memory_gigabytes', 'job_memory'),
  'build_on.native': {
    beside,
    set: { build_on: { clusters_directory, native: ['--qos=low'] } },
    see: (home) => job(home).words,
    gives: expect.arrayContaining(['--qos=low']),
  },
  jupyter_data: {
    set: { jupyter_data: '~/jupyter' },
    see: (home) => ownersOf(home, join(home.home, 'jupyter/kernels')),
    gives: ['own'],
  },
  'host_builds.most': {
    set: { host_builds: { most: 1, directory: turns_directory } },
    see: takenTurns,
    gives: ['build-1'],
  },
  'host_builds.directory': {
    beside: { host_builds: { most: 1, directory: clusters_directory } },
    set: { host_builds: { most: 1, directory: turns_directory } },
    see: takenTurns,
    gives: ['build-1'],
  },
  system_jupyter_path: {
    set: { system_jupyter_path: [jupyter_directory] },
    see: (home) => ownersOf(home, join(jupyter_directory, 'kernels')),
    gives: ['central'],
  },
  central_kernels: {
    set: { central_kernels: [join(jupyter_directory, 'kernels')] },
    see: (home) => ownersOf(home, join(jupyter_directory, 'kernels')),
    gives: ['central'],
  },
  quota_command: {
    set: { quota_command: ['sh', '-c', 'echo 5'] },
    see: async ({ site, environments }) => (await freeSpace(environments, site))?.bytes,
    gives: 5,
  },
  'notebook_minutes.default': {
    set: { notebook_minutes: { default: 7 } },
    see: (home) => notebookScript(home),
    gives: expect.stringContaining('"minutes": 7'),
  },
  'notebook_minutes.most': {
    set: { notebook_minutes: { most: 3 } },
    see: (home) => notebookScript(home, '5'),
    gives: ['notebook-minutes-most'],
  },
  'limits.log_megabytes': {
    set: { limits: { log_megabytes: 1 } },
    see: (home) => new LogLimit(order(home).log_bytes).cut('x'.repeat(1e6)),
    gives: expect.stringContaining('the log has reached the site’s limit'),
  },
  'limits.free_megabytes': { set: { limits: { free_megabytes: 1e12 } }, see: space, gives: ['space-short'] },
  'limits.free_files': { set: { limits: { free_files: 1e15 } }, see: space, gives: ['space-short'] },
  'limits.environment_megabytes': {
    set: { limits: { environment_megabytes: 10 } },
    see: async ({ site, data_root }) => {
      const files = buildFiles(join(data_root, 'b'));
      mkdirSync(files.directory, { recursive: true });
      writeFileSync(files.site, JSON.stringify(site.config));
      return causeOfSize({ size: 11e6 }, files)?.code;
    },
    gives: 'environment-too-large',
  },
  'limits.builds': { set: { limits: { builds: 1 } }, see: takenSlots, gives: ['slot-1'] },
  'limits.upload_megabytes': {
    set: { limits: { upload_megabytes: 9 } },
    see: ({ site, environment }) =>
      makeCreatePage(makeContext(environment).form(), { ...site, tools: toolsOf({}) }, { values: {} })
        .upload_most,
    gives: '9.0 MB',
  },
  'limits.preview_seconds': {
    beside: { limits: { preview_seconds: 2 } },
    set: { limits: { preview_seconds: 1 } },
    see: slowPreview,
    gives: 'The package manager has not answered within 1 seconds',
  },
  'retention.generations': {
    set: { retention: { generations: 1 } },
    see: ({ site, environments, jupyter_data }) => {
      const home = join(environments, 'first');
      const kernel_directory = join(jupyter_data, 'kernels', 'first');
      for (const number of [1, 2]) finishGeneration(join(home, String(number)));
      const plan = { ...makePlan(recipe(), context({ uv })), prefix: join(home, '2'), kernel_directory };
      mkdirSync(kernel_directory, { recursive: true });
      const spec = { metadata: { create_kernel: { prefix: plan.prefix } } };
      writeFileSync(join(kernel_directory, 'kernel.json'), JSON.stringify(spec));
      return pruneGenerations(plan, site.config);
    },
    gives: [1],
  },
  'retention.undo_hours': {
    set: { retention: { undo_hours: 0 } },
    see: async ({ site }) => {
      const kernel = {
        name: 'mine',
        display_name: 'Mine',
        language: 'python',
        directory: '/none',
        ...{ argv: [], variables: {}, published: 0 },
      };
      const equipped = { ...site, tools: toolsOf({ uv }) };
      const { actions } = await remove.plan(
        { ...kernel, owner: 'ours' },
        { now: false },
        equipped,
        'remove-1',
      );
      return actions.some(({ kind }) => kind === 'delete');
    },
    gives: true,
  },
  'retention.log_days': {
    set: { retention: { log_days: 10 } },
    see: ({ site, data_root }) => {
      const id = '20260101-000000-000001';
      mkdirSync(join(data_root, 'builds', id), { recursive: true });
      const state = { status: 'failed', started: 0, ended: Date.now() - 20 * DAY };
      writeFileSync(join(data_root, 'builds', id, 'status.json'), JSON.stringify({ state, offset: 0 }));
      return pruneBuilds(join(data_root, 'builds'), site.config);
    },
    gives: ['20260101-000000-000001'],
  },
};

/** A month ago. */
function finishGeneration(prefix: string): void {
  const mark = join(prefix, '.create_kernel', 'generation.json');
  mkdirSync(join(prefix, '.create_kernel'), { recursive: true });
  writeFileSync(mark, '{}');
  const time = new Date(Date.now() - 30 * DAY);
  utimesSync(mark, time, time);
}
