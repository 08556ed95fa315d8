import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pruneBuilds, pruneGenerations } from '../../../src/builds/holding/retention.js';
import type { Job } from '../../../src/builds/launchers/launcher.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import type { Plan } from '../../../src/steps/plan.js';
import { temporaryDirectory } from '../../support/python.js';
import { waitFor } from '../../support/wait.js';

const DAY = 86_400_000;
const now = Date.parse('2026-08-03T12:00:00Z');

const rule = (retention: object) => siteSchema.parse({ retention });

describe('old builds', () => {
  async function makeBuilds(ages: Record<string, { status: string; days: number }>): Promise<string> {
    const root = await temporaryDirectory();
    for (const [id, { status, days }] of Object.entries(ages)) {
      const directory = join(root, 'builds', id);
      mkdirSync(directory, { recursive: true });
      const state = { status, started: 0, ended: now - days * DAY };
      writeFileSync(join(directory, 'status.json'), JSON.stringify({ state, offset: 0 }));
    }
    return join(root, 'builds');
  }

  it('are deleted after as many days as the site sets', async () => {
    const builds = await makeBuilds({
      '20260101-000000-000001': { status: 'failed', days: 91 },
      '20260701-000000-000002': { status: 'succeeded', days: 89 },
    });
    expect(pruneBuilds(builds, rule({ log_days: 90 }), now)).toEqual(['20260101-000000-000001']);
    expect(readdirSync(builds)).toEqual(['20260701-000000-000002']);
  });

  it('are deleted with the secret values of a kernel that was never published, but not of an existing one', async () => {
    const [never, made] = ['20260101-000000-000001', '20260101-000000-000002'] as const;
    const builds = await makeBuilds({
      [never]: { status: 'failed', days: 91 },
      [made]: { status: 'succeeded', days: 91 },
    });
    const root = join(builds, '..');
    mkdirSync(join(root, 'secrets'));
    mkdirSync(join(root, 'envs', made), { recursive: true });
    writeFileSync(
      join(root, 'envs', made, '.create_kernel.json'),
      JSON.stringify({ kernel: made, id: made }),
    );
    for (const id of [never, made]) {
      const plan = {
        name: id,
        display_name: id,
        generation: 1,
        kernel_id: id,
        language: 'python',
        manager: 'uv',
      };
      const places = { prefix: join(root, 'envs', id, '1'), kernel_directory: '/k', staging: '/s' };
      writeFileSync(join(builds, id, 'plan.json'), JSON.stringify({ schema: 1, ...plan, ...places }));
      writeFileSync(join(root, 'secrets', `${id}.json`), '{}');
    }
    expect(pruneBuilds(builds, rule({ log_days: 90 }), now)).toEqual([never, made]);
    expect(readdirSync(join(root, 'secrets'))).toEqual([`${made}.json`]);
  });

  it('are kept until they have ended, as are files that are not builds', async () => {
    const builds = await makeBuilds({
      '20260101-000000-000001': { status: 'running', days: 400 },
      'my-notes': { status: 'failed', days: 400 },
    });
    const running = join(builds, '20260101-000000-000001');
    const paths = { prefix: '/e', kernel_directory: '/k', staging: '/s' };
    const names = { name: 'x', display_name: 'X', language: 'python', manager: 'uv' };
    const plan = { schema: 1, generation: 1, ...names, ...paths };
    writeFileSync(join(running, 'plan.json'), JSON.stringify(plan));
    const order = { build: 'x', launcher: 'local', keep: false, locks: '/l' };
    const limits = { log_bytes: 1, builds: 1, nice: 0, ordered: 0 };
    writeFileSync(join(running, 'order.json'), JSON.stringify({ schema: 1, ...order, ...limits }));
    expect(pruneBuilds(builds, rule({ log_days: 1 }), now)).toEqual([]);
    expect(readdirSync(builds)).toHaveLength(2);
  });

  it('are deleted if they were never ordered whole, but not while they may be', async () => {
    const builds = await makeBuilds({});
    const [left, begun] = ['20260801-000000-000001', '20260803-115959-000002'] as const;
    for (const id of [left, begun]) mkdirSync(join(builds, id), { recursive: true });
    expect(pruneBuilds(builds, rule({ log_days: 0.0001 }), now)).toEqual([left]);
    expect(readdirSync(builds)).toEqual([begun]);
  });

  it('are none before the first build', async () => {
    expect(pruneBuilds(await temporaryDirectory(), rule({}), now)).toEqual([]);
  });
});

describe('old generations', () => {
  /** Generations 1, 2, … that were finished that many days ago; the last one is published. */
  async function makeGenerations(days: number[], published = days.length) {
    const root = await temporaryDirectory();
    const home = join(root, 'envs', 'x');
    for (const [index, age] of days.entries()) {
      const mark = join(home, String(index + 1), '.create_kernel', 'generation.json');
      mkdirSync(join(mark, '..'), { recursive: true });
      writeFileSync(mark, '{}');
      const time = new Date(now - age * DAY);
      utimesSync(mark, time, time);
    }
    const prefix = join(home, String(published));
    const kernel_directory = join(root, 'kernels', 'x');
    mkdirSync(kernel_directory, { recursive: true });
    const spec = { metadata: { create_kernel: { prefix } } };
    writeFileSync(join(kernel_directory, 'kernel.json'), JSON.stringify(spec));
    return { home, plan: { prefix, kernel_directory } as Plan };
  }

  it('beyond the site’s number are deleted, oldest first', async () => {
    const { home, plan } = await makeGenerations([60, 50, 40, 30]);
    expect(await pruneGenerations(plan, rule({ generations: 2 }), { now })).toEqual([2, 1]);
    expect(readdirSync(home).sort()).toEqual(['3', '4']);
  });

  it('never include the published one, even if it is the oldest', async () => {
    const { home, plan } = await makeGenerations([60, 50, 40], 1);
    expect(await pruneGenerations(plan, rule({ generations: 1 }), { now })).toEqual([2]);
    expect(existsSync(join(home, '1'))).toBe(true);
  });

  it('are kept for a week after they were replaced, for kernels on other hosts', async () => {
    const { plan } = await makeGenerations([60, 50, 6]);
    expect(await pruneGenerations(plan, rule({ generations: 1 }), { now })).toEqual([1]);
  });

  it('are kept while a process runs from them', async () => {
    const { home, plan } = await makeGenerations([60, 50, 40]);
    const python = join(home, '1', 'bin', 'python');
    const running = spawn('bash', ['-c', 'exec -a "$0" sleep 960', python], { stdio: 'ignore' });
    const words = () => readFileSync(`/proc/${running.pid}/cmdline`, 'utf8');
    try {
      await waitFor('the process to run from there', () => words().startsWith(python));
      expect(await pruneGenerations(plan, rule({ generations: 1 }), { now })).toEqual([2]);
    } finally {
      running.kill('SIGKILL');
    }
  });

  describe('that may be in use on a node of a cluster', () => {
    /** A cluster with a scheduler that lists these running jobs of the user, or does not answer. */
    async function clusterWith(jobs: number | 'silent'): Promise<string> {
      const directory = await temporaryDirectory();
      const answer = jobs === 'silent' ? 'exit 1' : `seq ${jobs}`;
      writeFileSync(join(directory, 'squeue'), `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
      const job = { adapter: 'slurm', bin: directory };
      writeFileSync(join(directory, 'there.yml'), JSON.stringify({ v2: { job } }));
      return directory;
    }

    const job = (cluster: object): Job =>
      ({ launcher: 'slurm', id: '1', cluster: { id: 'there', title: 'There', ...cluster } }) as Job;

    it.each<[string, number | 'silent', 'a job' | 'this host', number[]]>([
      ['are deleted if no job runs', 0, 'this host', [1]],
      ['are kept while a job of the user runs', 1, 'this host', []],
      ['are deleted by a build that is the only job', 1, 'a job', [1]],
      ['are kept by a build that is one of two jobs', 2, 'a job', []],
      ['are kept while the scheduler does not answer', 'silent', 'this host', []],
    ])('%s', async (_, jobs, by, deleted) => {
      const { plan } = await makeGenerations([60, 50]);
      const directory = await clusterWith(jobs);
      const { build_on, ...others } = rule({ generations: 1 });
      const config = { ...others, build_on: { ...build_on, clusters_directory: directory } };
      const asks = by === 'a job' ? { now, job: job({}) } : { now };
      expect(await pruneGenerations(plan, config, asks)).toEqual(deleted);
    });

    it('are kept by a job on a node that does not have the site’s descriptions', async () => {
      const { plan } = await makeGenerations([60, 50]);
      const bin = await clusterWith(2);
      const cluster = { adapter: 'slurm', bin, bin_overrides: {}, environment: {} };
      const asks = { now, job: job(cluster) };
      expect(await pruneGenerations(plan, rule({ generations: 1 }), asks)).toEqual([]);
    });
  });

  it('are all kept if this build published nothing', async () => {
    const { plan } = await makeGenerations([60, 50]);
    const unpublished = { ...plan, prefix: join(plan.prefix, '..', '3') };
    expect(await pruneGenerations(unpublished, rule({ generations: 1 }), { now })).toEqual([]);
  });

  it('are kept while they are unfinished: another build may be making them', async () => {
    const { home, plan } = await makeGenerations([60, 50]);
    mkdirSync(join(home, '7'));
    expect(await pruneGenerations(plan, rule({ generations: 1 }), { now })).toEqual([1]);
    expect(readdirSync(home).sort()).toEqual(['2', '7']);
  });
});
