import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type BuildFiles,
  buildFiles,
  locksDirectory,
  nameLock,
} from '../../../src/builds/build-directory.js';
import { listBuilds, readBuild } from '../../../src/builds/builds.js';
import { readHolder } from '../../../src/builds/holding/lock.js';
import {
  identify,
  type ProcessIdentity,
  startTime,
} from '../../../src/builds/holding/processes/process-identity.js';
import { settle } from '../../../src/builds/holding/settle.js';
import type { BuildEvent } from '../../../src/shared/builds/build-events.js';
import type { Plan } from '../../../src/steps/plan.js';
import { type Home, makeHome } from '../../support/home.js';
import { pretendPlan, shell } from '../../support/pretend.js';

// These tests run real processes, beside those of other test files.
const ID = '20260101-000000-abcdef';
const HOUR = 3_600_000;

interface Left {
  runner?: Partial<ProcessIdentity>;
  events?: BuildEvent[];
  keep?: boolean;
  id?: string;
}

/** A build's directory as a killed runner left it: it made the environment, and was in its second step. */
function leaveBuild(
  home: Home,
  { runner, events = begun, keep = false, id = ID }: Left,
): { files: BuildFiles; plan: Plan } {
  const files = buildFiles(join(home.data_root, 'builds', id));
  const plan = pretendPlan(home, [shell('get', 'true')]);
  const locks = locksDirectory(home.data_root);
  const order = { build: id, keep, log_bytes: 1e6, locks, builds: 3, launcher: 'local', ordered: 1000 };
  for (const path of [files.directory, `${plan.prefix}/bin`, plan.staging])
    mkdirSync(path, { recursive: true });
  writeFileSync(files.plan, JSON.stringify(plan));
  writeFileSync(files.order, JSON.stringify(order));
  writeFileSync(files.reserve, '');
  writeFileSync(files.journal, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  if (runner) writeFileSync(files.runner, JSON.stringify({ ...identify(), ...runner }));
  return { files, plan };
}

const begun: BuildEvent[] = [
  {
    ...{ type: 'build', time: 1000, name: 'pretend', display_name: 'P', generation: 1, manager: 'p' },
    steps: [
      { id: 'get', phase: 'install', title: 'Get' },
      { id: 'publish', phase: 'publish', title: 'Publish' },
    ],
  },
  { type: 'status', time: 1001, status: 'running' },
  { type: 'step-started', time: 1002, step: 'get', command: 'true' },
];
const publishing: BuildEvent = { type: 'step-started', time: 1003, step: 'publish', command: 'mv' };
const dead = { start_time: '1' };

function publish(plan: Plan): void {
  mkdirSync(plan.kernel_directory, { recursive: true });
  const spec = { metadata: { create_kernel: { prefix: plan.prefix } } };
  writeFileSync(join(plan.kernel_directory, 'kernel.json'), JSON.stringify(spec));
}

function holdName(home: Home, build: string, holder: Partial<ProcessIdentity> = {}): string {
  const lock = nameLock(locksDirectory(home.data_root), 'pretend');
  mkdirSync(join(lock, '..'), { recursive: true });
  writeFileSync(lock, JSON.stringify({ ...identify(), build, ...holder }));
  return lock;
}

describe('a build with a dead runner', () => {
  it('is recorded as interrupted, and what is unfinished is deleted', async () => {
    const home = makeHome();
    const { files, plan } = leaveBuild(home, { runner: dead });
    const { state } = await readBuild(ID, home.site);
    expect(state).toMatchObject({ status: 'interrupted', cause: { code: 'runner-gone' } });
    expect(state.cause?.hint).toContain(`\`create-kernel retry ${ID}\``);
    expect(state.steps[0]?.status).toBe('failed');
    for (const path of [plan.prefix, plan.staging, files.reserve]) expect(existsSync(path)).toBe(false);
    expect(readFileSync(files.journal, 'utf8').trim().split('\n').at(-1)).toContain('"interrupted"');
  });

  it('is settled once, although many readers come at the same time', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    await Promise.all(Array.from({ length: 10 }, () => listBuilds(home.site)));
    const [build] = await listBuilds(home.site);
    expect(build?.state.status).toBe('interrupted');
    expect(readFileSync(files.journal, 'utf8').match(/interrupted/g)).toHaveLength(1 + 1);
  });

  it('releases the name', async () => {
    const home = makeHome();
    leaveBuild(home, { runner: dead });
    const lock = holdName(home, ID, dead);
    await readBuild(ID, home.site);
    expect(readHolder(lock)).toBeUndefined();
  });

  it('keeps its environment if requested', async () => {
    const home = makeHome();
    const { plan } = leaveBuild(home, { runner: dead, keep: true });
    const { state } = await readBuild(ID, home.site);
    expect(state.kept).toBe(plan.prefix);
    expect(existsSync(plan.prefix)).toBe(true);
  });

  it('has succeeded if it published the kernel', async () => {
    const home = makeHome();
    const { plan } = leaveBuild(home, { runner: dead, events: [...begun, publishing] });
    publish(plan);
    expect((await readBuild(ID, home.site)).state.status).toBe('succeeded');
    expect(existsSync(plan.prefix)).toBe(true);
  });

  it('has succeeded if its runner published and died after a reader read the journal', async () => {
    const home = makeHome();
    const { files, plan } = leaveBuild(home, { runner: {} });
    const read = await readBuild(ID, home.site);
    expect(read.state.status).toBe('running');
    appendFileSync(files.journal, `${JSON.stringify(publishing)}\n`);
    publish(plan);
    writeFileSync(files.runner, JSON.stringify({ ...identify(), ...dead }));
    const state = await settle(read, home.site.config);
    expect(state.status).toBe('succeeded');
    expect(state.steps.find(({ id }) => id === 'publish')?.started).toBe(publishing.time);
  });

  it('has failed if another build published the same generation later, and does not harm that one', async () => {
    const home = makeHome();
    const { plan } = leaveBuild(home, { runner: dead });
    publish(plan);
    expect((await readBuild(ID, home.site)).state.status).toBe('interrupted');
    expect(existsSync(plan.prefix)).toBe(true);
  });

  it('deletes nothing while another build of the name writes in the same place', async () => {
    const home = makeHome();
    const { plan } = leaveBuild(home, { runner: dead });
    const lock = holdName(home, 'another');
    expect((await readBuild(ID, home.site)).state.status).toBe('interrupted');
    expect(existsSync(plan.prefix)).toBe(true);
    expect(readHolder(lock)?.build).toBe('another');
  });

  it('has its remaining processes ended', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    const step = spawn('sleep', ['999'], { detached: true });
    writeFileSync(files.step, JSON.stringify(identify(step.pid)));
    await Promise.all([readBuild(ID, home.site), once(step, 'exit')]);
    expect(startTime(step.pid ?? 0)).toBeUndefined();
  });

  it('does not end another process that has reused the pid of its step', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    const other = spawn('sleep', ['999'], { detached: true });
    writeFileSync(files.step, JSON.stringify({ ...identify(other.pid), start_time: '1' }));
    await readBuild(ID, home.site);
    expect(startTime(other.pid ?? 0)).toBeDefined();
    other.kill();
  });

  it('has the end that its runner recorded, although that came while it was read', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    const end: BuildEvent = { type: 'status', time: 1004, status: 'failed' };
    // A snapshot older than its journal, as a reader sees it between the two writes.
    writeFileSync(files.journal, `${readFileSync(files.journal, 'utf8')}${JSON.stringify(end)}\n`);
    expect((await readBuild(ID, home.site)).state.status).toBe('failed');
    expect(readFileSync(files.journal, 'utf8')).not.toContain('interrupted');
  });

  it('is shown as interrupted even if that cannot be written', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    rmSync(files.journal);
    mkdirSync(files.journal);
    expect((await readBuild(ID, home.site)).state).toMatchObject({ status: 'interrupted', name: 'pretend' });
  });
});

describe('a build is left alone', () => {
  it.each<[string, Partial<ProcessIdentity>]>([
    ['its runner lives', {}],
    ['its runner is on another host and was heard of lately', { host: 'elsewhere' }],
  ])('while %s', async (_, runner) => {
    const home = makeHome();
    const { plan } = leaveBuild(home, { runner });
    expect((await readBuild(ID, home.site)).state.status).toBe('running');
    expect(existsSync(plan.prefix)).toBe(true);
  });

  it('until a runner on another host has been silent for long, by the file system’s clock', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: { host: 'elsewhere' } });
    utimesSync(files.runner, new Date(Date.now() - HOUR), new Date(Date.now() - HOUR));
    expect((await readBuild(ID, home.site)).state.status).toBe('interrupted');
  });

  it('while its runner is starting', async () => {
    const home = makeHome();
    leaveBuild(home, { events: [] });
    holdName(home, ID);
    expect((await readBuild(ID, home.site)).state).toMatchObject({ status: 'waiting', name: 'pretend' });
  });

  it('until its runner has not started for long', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { events: [] });
    const lock = holdName(home, ID);
    utimesSync(files.order, new Date(Date.now() - HOUR), new Date(Date.now() - HOUR));
    expect((await readBuild(ID, home.site)).state).toMatchObject({ status: 'interrupted', started: 1000 });
    expect(readHolder(lock)).toBeUndefined();
  });
});

describe('the list of builds', () => {
  it('skips what is not a build', async () => {
    const home = makeHome();
    const { files } = leaveBuild(home, { runner: dead });
    const builds = join(files.directory, '..');
    mkdirSync(join(builds, 'notes'));
    mkdirSync(join(builds, '20260102-000000-000000'));
    writeFileSync(join(builds, '20260103-000000-000000'), '');
    expect((await listBuilds(home.site)).map(({ id }) => id)).toEqual([ID]);
  });

  it('is empty before the first build', async () => {
    expect(await listBuilds(makeHome().site)).toEqual([]);
  });

  it.each(['../../etc', '', '20260101-000000-abcde', `${ID}/..`, 'x'])('has no build %j', async (id) => {
    await expect(readBuild(id, makeHome().site)).rejects.toMatchObject({ code: 'build-unknown' });
  });
});
