import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  asLinkError,
  giveLock,
  type Holder,
  inheritLock,
  readHolder,
  releaseLock,
  renewLock,
  takeLock,
} from '../../../src/builds/holding/lock.js';
import { identify } from '../../../src/builds/holding/processes/process-identity.js';
import { makeFifo } from '../../support/fifo.js';
import { compile, type Program, start } from '../../support/process.js';
import { temporaryDirectory } from '../../support/python.js';

const DAY = 86_400_000;

async function lockPath(): Promise<string> {
  return join(await temporaryDirectory(), 'locks', 'name-x');
}

/** A lock that another process left. */
function leave(path: string, holder: Partial<Holder>): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, JSON.stringify({ ...identify(), build: 'theirs', ...holder }));
}

async function deadPid(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('a lock', () => {
  it('is taken once, and again after it was released', async () => {
    const path = await lockPath();
    expect(await takeLock(path, 'one')).toBeUndefined();
    expect(await takeLock(path, 'two')).toMatchObject({ build: 'one', pid: process.pid });
    releaseLock(path, 'one');
    expect(await takeLock(path, 'two')).toBeUndefined();
  });

  it('is released only by its holder', async () => {
    const path = await lockPath();
    await takeLock(path, 'one');
    releaseLock(path, 'two');
    expect(readHolder(path)?.build).toBe('one');
  });

  it('leaves no other file', async () => {
    const path = await lockPath();
    leave(path, { pid: await deadPid() });
    await takeLock(path, 'one');
    await takeLock(path, 'two');
    await inheritLock(path, 'one');
    expect(readdirSync(join(path, '..'))).toEqual(['name-x']);
  });

  it.each<[string, () => Promise<Partial<Holder>>]>([
    ['that has ended', async () => ({ pid: await deadPid() })],
    ['with a pid that another process has reused', async () => ({ start_time: '1' })],
    ['of another boot', async () => ({ boot_id: 'another' })],
    ['with a torn lock', async () => ({})],
  ])('does not count for a holder %s', async (what, holder) => {
    const path = await lockPath();
    leave(path, await holder());
    if (what.includes('torn')) writeFileSync(path, '{"pid":');
    expect(await takeLock(path, 'mine')).toBeUndefined();
    expect(readHolder(path)?.build).toBe('mine');
  });

  it.each<[string, () => Promise<Partial<Holder>>]>([
    ['on another host', async () => ({ host: 'elsewhere' })],
    // Its pid is none here.
    ['in a container', async () => ({ pid_namespace: 'pid:[1]', pid: await deadPid() })],
  ])('counts for a holder %s until that stops renewing it', async (_, holder) => {
    const path = await lockPath();
    leave(path, await holder());
    expect((await takeLock(path, 'mine'))?.build).toBe('theirs');
    utimesSync(path, new Date(Date.now() - DAY), new Date(Date.now() - DAY));
    expect(await takeLock(path, 'mine')).toBeUndefined();
  });

  it('is taken if NFS makes its link, loses the answer, and says that it was there', async () => {
    const { linkSync } = fs;
    fs.linkSync = (from, to) => {
      linkSync(from, to);
      throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
    };
    syncBuiltinESMExports();
    onTestFinished(() => {
      fs.linkSync = linkSync;
      syncBuiltinESMExports();
    });
    const path = await lockPath();
    expect(await takeLock(path, 'mine')).toBeUndefined();
    expect(readHolder(path)?.build).toBe('mine');
  });

  it('counts for as long as its holder renews it', async () => {
    const path = await lockPath();
    await takeLock(path, 'mine');
    utimesSync(path, 0, 0);
    renewLock(path, 'mine');
    leave(`${path}-2`, { host: 'elsewhere' });
    utimesSync(`${path}-2`, 0, 0);
    renewLock(`${path}-2`, 'mine');
    expect(await takeLock(`${path}-2`, 'other')).toBeUndefined();
    expect(readHolder(path)).toEqual({ ...identify(), build: 'mine' });
  });

  it('can be taken after a process was killed while it changed a lock', async () => {
    const path = await lockPath();
    leave(path, { pid: await deadPid() });
    leave(`${path}.changing`, { pid: await deadPid() });
    expect(await takeLock(path, 'mine')).toBeUndefined();
  });

  it.each<[string, (path: string) => void]>([
    ['an empty file', (path) => writeFileSync(path, '')],
    ['an empty object', (path) => writeFileSync(path, '{}')],
    ['a number', (path) => writeFileSync(path, '5')],
    ['a list', (path) => writeFileSync(path, '[]')],
    ['a FIFO', makeFifo],
    ['a directory', (path) => mkdirSync(path)],
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['10 MB', (path) => writeFileSync(path, '{"pid":1}'.padEnd(10_000_000))],
  ])('that is %s is set aside and taken, and so is such a guard', async (_, put) => {
    const path = await lockPath();
    mkdirSync(join(path, '..'));
    put(path);
    put(`${path}.changing`);
    expect(await takeLock(path, 'mine')).toBeUndefined();
    expect(readHolder(path)?.build).toBe('mine');
    const left = readdirSync(join(path, '..')).map((name) => name.replace(/\d+$/, 'TIME'));
    expect(left.sort()).toEqual(['name-x', 'name-x.broken-TIME', 'name-x.changing.broken-TIME']);
  });

  it('is waited for with a time limit while a process that changes it is stopped', async () => {
    const path = await lockPath();
    leave(path, { pid: await deadPid() });
    leave(`${path}.changing`, {});
    let ticks = 0;
    const ticking = setInterval(() => ticks++);
    await expect(takeLock(path, 'mine')).rejects.toMatchObject({ code: 'lock-not-changed' });
    clearInterval(ticking);
    // The server answers other requests meanwhile.
    expect(ticks).toBeGreaterThan(1);
  });
});

describe('an inherited lock', () => {
  it('belongs to the process that continues the build, without a gap', async () => {
    const path = await lockPath();
    leave(path, { pid: 1, build: 'mine' });
    expect(await inheritLock(path, 'mine')).toBeUndefined();
    expect(readHolder(path)).toEqual({ ...identify(), build: 'mine' });
  });

  it('is taken again if it was released, and refused if another build has it', async () => {
    const path = await lockPath();
    expect(await inheritLock(path, 'mine')).toBeUndefined();
    expect(await inheritLock(path, 'other')).toMatchObject({ build: 'mine' });
  });
});

describe('a lock that is given to the process that builds', () => {
  it('is held although the process that ordered the build has ended', async () => {
    const path = await lockPath();
    leave(path, { build: 'build', pid: await deadPid() });
    await giveLock(path, 'build', identify());
    expect(await takeLock(path, 'mine')).toEqual({ ...identify(), build: 'build' });
  });

  it('is not given if another build has it', async () => {
    const path = await lockPath();
    leave(path, { build: 'other', pid: 1 });
    await giveLock(path, 'build', identify());
    expect(readHolder(path)).toMatchObject({ build: 'other', pid: 1 });
  });
});

describe('a file system without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])('is named with what is missing, for %s', (code) => {
    const error = asLinkError(Object.assign(new Error(code), { code }), '/data/locks/mine.lock');
    expect(error).toMatchObject({
      code: 'hard-links-missing',
      message: expect.stringContaining('`/data/locks` has no hard links'),
    });
  });

  it('is not the cause of another error', () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    expect(asLinkError(full, '/data/locks/mine.lock')).toBe(full);
  });
});

describe('a lock of a job that has not started', () => {
  async function jobLock() {
    const path = await lockPath();
    const job = join(path, '..', 'build');
    mkdirSync(job, { recursive: true });
    leave(path, { build: 'job', pid: await deadPid() });
    await giveLock(path, 'job', { job });
    return { path, job };
  }
  const end = (job: string, status: string) =>
    writeFileSync(join(job, 'status.json'), JSON.stringify({ state: { status }, offset: 0 }));

  it('is held although the process that ordered it has ended', async () => {
    const { path } = await jobLock();
    expect(await takeLock(path, 'mine')).toMatchObject({ build: 'job' });
  });

  it('stays with the job after the runner that inherited it is gone, until the build’s end is recorded', async () => {
    const { path, job } = await jobLock();
    expect(await inheritLock(path, 'job')).toBeUndefined();
    writeFileSync(path, JSON.stringify({ ...readHolder(path), pid: await deadPid() }));
    end(job, 'running');
    expect(await takeLock(path, 'mine')).toMatchObject({ build: 'job' });
    end(job, 'interrupted');
    expect(await takeLock(path, 'mine')).toBeUndefined();
  });

  it('is not given to a job that lost it', async () => {
    const path = await lockPath();
    expect(await takeLock(path, 'other')).toBeUndefined();
    await giveLock(path, 'job', { job: '/nowhere' });
    expect(readHolder(path)).not.toHaveProperty('job');
  });
});

describe('two processes', () => {
  let program: string;
  beforeAll(async () => {
    program = await compile(new URL('../programs/take-lock.ts', import.meta.url));
  });
  const ROUNDS = 50;

  async function outcome({ line }: Program): Promise<string[]> {
    const lines: string[] = [];
    for (let each = await line(); each !== 'done' && each !== undefined; each = await line())
      lines.push(each);
    return lines;
  }

  it.each([
    ['a free lock', undefined],
    ['the lock of a dead process', async () => ({ pid: await deadPid() })],
  ])('never both get %s', async (_, dead) => {
    const path = await lockPath();
    for (let round = 0; dead && round < ROUNDS; round++) leave(`${path}-${round}`, await dead());
    const racers = ['a', 'b', 'c'].map((build) => start(program, [path, build, String(ROUNDS)]));
    const outcomes = await Promise.all(racers.map(outcome));
    for (let round = 0; round < ROUNDS; round++) {
      const results = outcomes.map((lines) => lines[round]);
      expect(results.filter((each) => each === 'mine')).toHaveLength(1);
    }
    expect(outcomes.flat()).not.toContain('lost');
    expect(existsSync(`${path}-0.changing`)).toBe(false);
  });
});
