/** Builds with broken or forged files: each is one row that says so, and does no harm. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBuilds, readBuild } from '../../src/builds/builds.js';
import { pruneBuilds } from '../../src/builds/holding/retention.js';
import { buildLines } from '../../src/cli/commands/builds/builds.js';
import { buildJson } from '../../src/cli/following/outcome.js';
import type { Plan } from '../../src/steps/plan.js';
import { makeFifo } from '../support/fifo.js';
import { type Home, makeHome } from '../support/home.js';
import { textOf } from '../support/page.js';
import { makePastBuild, type Past, type PastBuild } from '../support/past-build.js';
import { pretendPlan } from '../support/pretend.js';
import { waitFor } from '../support/wait.js';
import { serveHome } from '../support/web.js';

const PUT: [string, (path: string) => void, RegExp][] = [
  ['a FIFO', makeFifo, /it is not a regular file/],
  ['a directory', (path) => mkdirSync(path), /it is not a regular file/],
  ['10 MB', (path) => writeFileSync(path, '{}'.padEnd(10_000_000)), /it is larger than 8 MB/],
  ['empty', (path) => writeFileSync(path, ''), /it is empty/],
  ['a number', (path) => writeFileSync(path, '5'), /it is not a JSON object/],
  ['a list', (path) => writeFileSync(path, '[]'), /it is not a JSON object/],
  ['an empty object', (path) => writeFileSync(path, '{}'), /is missing or has another type/],
];

function broken(home: Home, name: 'plan' | 'order', put: (path: string) => void): PastBuild {
  const build = makePastBuild(home, { status: 'failed' });
  rmSync(build.files[name]);
  put(build.files[name]);
  return build;
}

describe.each(['plan', 'order'] as const)('a build with a %s', (name) => {
  it.each(PUT)('that is %s is one row of the list that says so', async (_, put, why) => {
    const home = makeHome();
    const good = makePastBuild(home, { status: 'succeeded' });
    const bad = broken(home, name, put);
    const builds = await listBuilds(home.site);
    expect(builds.map(({ id }) => id)).toEqual([bad.id, good.id]);
    expect(builds[0]?.state).toMatchObject({ status: 'unreadable', cause: { code: 'stored-file-broken' } });
    expect(builds[0]?.state.reason).toMatch(why);
    expect(builds[1]?.state.status).toBe('succeeded');
  });
});

describe('a build', () => {
  it.each(PUT)('with a status.json that is %s is read from its journal', async (_, put) => {
    const home = makeHome();
    const { id, files } = makePastBuild(home, { status: 'failed' });
    rmSync(files.status);
    put(files.status);
    expect((await readBuild(id, home.site)).state).toMatchObject({ status: 'failed', name: 'pretend' });
  });

  it('with a status.json that has no fields in its state is read from its journal', async () => {
    const home = makeHome();
    const { id, files } = makePastBuild(home, { status: 'failed' });
    writeFileSync(files.status, '{"state":{"status":"failed"},"offset":0}');
    expect((await readBuild(id, home.site)).state).toMatchObject({
      status: 'failed',
      name: 'pretend',
      lines: 0,
    });
  });

  it.each(['journal', 'runner', 'step', 'cancel', 'site', 'job', 'recipe'] as const)(
    'with a FIFO as its %s is listed without waiting',
    async (name) => {
      const home = makeHome();
      const { id, files } = makePastBuild(home, { status: 'running' });
      rmSync(files[name], { force: true });
      makeFifo(files[name]);
      const { state } = await readBuild(id, home.site);
      expect(state.status).toBe('interrupted');
    },
  );
});

describe('a forged plan', () => {
  /** A build with a dead runner and a plan that names other places. */
  function forge(home: Home, change: (plan: Plan) => Partial<Plan>, past: Past = {}): PastBuild {
    const build = makePastBuild(home, { status: 'running', ...past });
    const plan = pretendPlan(home);
    writeFileSync(build.files.plan, JSON.stringify({ ...plan, ...change(plan) }));
    return build;
  }

  function precious(directory: string): string {
    const file = join(directory, 'thesis.tex');
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, 'years');
    return file;
  }

  it.each<[string, (home: Home) => { directory: string; change: (plan: Plan) => Partial<Plan> }]>([
    [
      'its environment in the home',
      ({ home }) => ({
        directory: join(home, 'thesis', '1'),
        change: () => ({ prefix: join(home, 'thesis', '1') }),
      }),
    ],
    [
      'its staging in the home',
      ({ home }) => ({ directory: join(home, 'thesis'), change: () => ({ staging: join(home, 'thesis') }) }),
    ],
    [
      'an environment above the location',
      ({ directory, environments }) => ({
        directory: join(directory, '1'),
        change: () => ({ prefix: `${environments}/../1` }),
      }),
    ],
    [
      'an environment of another kernel',
      ({ environments }) => ({
        directory: join(environments, 'other', '1'),
        change: () => ({ prefix: join(environments, 'other', '1') }),
      }),
    ],
    [
      'an old generation of a kernel that is published',
      (home) => {
        const plan = pretendPlan(home);
        mkdirSync(plan.kernel_directory, { recursive: true });
        const spec = { metadata: { create_kernel: { prefix: plan.prefix.replace(/1$/, '2') } } };
        writeFileSync(join(plan.kernel_directory, 'kernel.json'), JSON.stringify(spec));
        return { directory: plan.prefix, change: () => ({}) };
      },
    ],
    [
      'a generation that another build has finished',
      (home) => {
        const { prefix } = pretendPlan(home);
        mkdirSync(join(prefix, '.create_kernel'), { recursive: true });
        const record = { build: '20260101-000000-aaaaaa' };
        writeFileSync(join(prefix, '.create_kernel', 'generation.json'), JSON.stringify(record));
        return { directory: prefix, change: () => ({}) };
      },
    ],
  ])('with %s deletes nothing', async (_, make) => {
    const home = makeHome();
    const { directory, change } = make(home);
    const file = precious(directory);
    const { id } = forge(home, change);
    expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
    expect(readFileSync(file, 'utf8')).toBe('years');
  });

  it('with a name that leads out of the locks directory is not read', async () => {
    const home = makeHome();
    const { id } = forge(home, () => ({ name: '../../x' }));
    expect((await readBuild(id, home.site)).state.status).toBe('unreadable');
  });

  it('has its unfinished environment deleted if it names the right places', async () => {
    const home = makeHome();
    const { prefix } = pretendPlan(home);
    precious(prefix);
    const { id } = forge(home, () => ({}));
    expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
    expect(existsSync(prefix)).toBe(false);
  });

  it('takes only this user’s locks', async () => {
    const home = makeHome();
    const { id, files } = forge(home, () => ({}));
    const order = JSON.parse(readFileSync(files.order, 'utf8'));
    writeFileSync(files.order, JSON.stringify({ ...order, locks: join(home.home, 'elsewhere') }));
    await readBuild(id, home.site);
    expect(existsSync(join(home.home, 'elsewhere'))).toBe(false);
  });
});

describe('what something else has written into the files of a build', () => {
  it('as its site’s audit, is not written to when the build is settled', async () => {
    const home = makeHome();
    const { id, files } = makePastBuild(home, { status: 'running' });
    const file = join(home.directory, 'forged.log');
    writeFileSync(files.site, JSON.stringify({ ...home.site.config, audit: { file, syslog: false } }));
    expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
    expect(existsSync(file)).toBe(false);
  });

  it.each(['{', '[]', '{"audit":5}'])(
    'as its settings: %s, does not keep it from being settled',
    async (text) => {
      const home = makeHome();
      const { id, files } = makePastBuild(home, { status: 'running' });
      writeFileSync(files.site, text);
      expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
    },
  );

  it('as a scheduler’s program, is not run: the cluster is the one that the site describes', async () => {
    const home = makeHome();
    const clusters_directory = join(home.directory, 'clusters');
    mkdirSync(clusters_directory);
    const put = (name: string) => {
      const program = join(home.directory, name, 'scontrol');
      mkdirSync(join(home.directory, name));
      writeFileSync(program, `#!/bin/sh\ntouch ${home.directory}/${name}-ran\nexit 1\n`, { mode: 0o755 });
      return join(home.directory, name);
    };
    const [forged, own] = [put('forged'), put('own')];
    const job = { adapter: 'slurm', bin: own };
    writeFileSync(join(clusters_directory, 'there.yml'), JSON.stringify({ v2: { job } }));
    const { id, files } = makePastBuild(home, { status: 'running' });
    const order = JSON.parse(readFileSync(files.order, 'utf8'));
    writeFileSync(files.order, JSON.stringify({ ...order, cluster: 'there', launcher: 'slurm' }));
    const cluster = { id: 'there', title: 'There', adapter: 'slurm', bin: forged, environment: {} };
    const bin_overrides = { scontrol: join(forged, 'scontrol') };
    const written = { launcher: 'slurm', id: '7', cluster: { ...cluster, bin_overrides }, submitted: 0 };
    writeFileSync(files.job, JSON.stringify(written));
    const { build_on } = home.site.config;
    const config = { ...home.site.config, build_on: { ...build_on, clusters_directory } };
    await readBuild(id, { ...home.site, config });
    await waitFor('the scheduler to be asked', () => existsSync(`${home.directory}/own-ran`));
    expect(existsSync(`${home.directory}/forged-ran`)).toBe(false);
    // A reader without that cluster, such as a session on a node, cannot ask, and leaves the job alone.
    const other = makePastBuild(home, { status: 'running' });
    writeFileSync(other.files.order, JSON.stringify({ ...order, cluster: 'there', launcher: 'slurm' }));
    writeFileSync(other.files.job, JSON.stringify(written));
    expect((await readBuild(other.id, home.site)).state.status).toBe('running');
  });
});

describe('a build that cannot be read', () => {
  it('is one row of the page, of the command line and of its JSON, and has a page', async () => {
    const home = makeHome();
    const good = makePastBuild(home, { status: 'succeeded' });
    const bad = broken(home, 'plan', (path) => writeFileSync(path, '{'));
    const served = await serveHome(home);
    const list = textOf((await served.ask('/builds')).text);
    expect(list).toContain('Unreadable');
    const page = await served.ask(`/builds/${bad.id}`);
    expect(page.status).toBe(200);
    expect(textOf(page.text)).toContain('it is not JSON');
    const builds = await listBuilds(home.site);
    const lines = buildLines(builds, Date.now());
    expect(lines.find((line) => line.includes(bad.id))).toContain('Unreadable');
    expect(lines.find((line) => line.includes(good.id))).toContain('Ready');
    const [json] = builds.map(buildJson);
    expect(json).toMatchObject({
      id: bad.id,
      status: 'unreadable',
      cause: { code: 'stored-file-broken' },
    });
  });

  it('is forgotten as others are, by the time of its order', () => {
    const home = makeHome();
    const bad = broken(home, 'plan', (path) => writeFileSync(path, '{'));
    rmSync(bad.files.status);
    const good = makePastBuild(home, { status: 'running' });
    rmSync(good.files.status);
    const [ordered, day] = [Date.UTC(2026, 10, 25, 12), 86_400_000];
    const prune = (days: number) =>
      pruneBuilds(dirname(bad.files.directory), { retention: { log_days: 90 } }, ordered + days * day);
    expect(prune(80)).toEqual([]);
    expect(prune(100)).toEqual([bad.id]);
  });
});
