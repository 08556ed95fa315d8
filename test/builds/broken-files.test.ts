/** Builds whose files something else has broken or forged: each is one row that says so, and harms nothing. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBuilds, readBuild } from '../../src/builds/builds.js';
import type { Plan } from '../../src/steps/plan.js';
import { makeFifo } from '../support/fifo.js';
import { type Home, makeHome } from '../support/home.js';
import { makePastBuild, type Past, type PastBuild } from '../support/past-build.js';
import { pretendPlan } from '../support/pretend.js';

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

describe('a build whose', () => {
  it.each(PUT)('status.json is %s is read from its journal', async (_, put) => {
    const home = makeHome();
    const { id, files } = makePastBuild(home, { status: 'failed' });
    rmSync(files.status);
    put(files.status);
    expect((await readBuild(id, home.site)).state).toMatchObject({ status: 'failed', name: 'pretend' });
  });

  it('status.json has a state without its fields is read from its journal', async () => {
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
    '%s is a FIFO is listed without waiting',
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
  /** A build whose runner is gone, with a plan that names other places. */
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

  it('with a name that leads out of the directory of locks is not read', async () => {
    const home = makeHome();
    const { id } = forge(home, () => ({ name: '../../x' }));
    expect((await readBuild(id, home.site)).state.status).toBe('unreadable');
  });

  it('has its own half-made environment cleared where it names the right places', async () => {
    const home = makeHome();
    const { prefix } = pretendPlan(home);
    precious(prefix);
    const { id } = forge(home, () => ({}));
    expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
    expect(existsSync(prefix)).toBe(false);
  });

  it('takes no lock but this user’s own', async () => {
    const home = makeHome();
    const { id, files } = forge(home, () => ({}));
    const order = JSON.parse(readFileSync(files.order, 'utf8'));
    writeFileSync(files.order, JSON.stringify({ ...order, locks: join(home.home, 'elsewhere') }));
    await readBuild(id, home.site);
    expect(existsSync(join(home.home, 'elsewhere'))).toBe(false);
  });
});
