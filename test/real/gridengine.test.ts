/** Builds as jobs of a real Grid Engine, by an ordinary user, through the command line. */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GridEngine } from '../parts/gridengine/index.js';
import { mayMakeUsers } from '../parts/pun/user.js';
import { ClusterAccount, type Shown } from '../support/cluster-account.js';

const HOOK = `case "$prefix" in
*/endless*|*/limited*) echo waiting; sleep 1000 ;;
esac`;

describe.skipIf(!mayMakeUsers)('A build as a job of Grid Engine', () => {
  let engine: GridEngine;
  let account: ClusterAccount;
  let limited: Shown;

  beforeAll(async () => {
    engine = await GridEngine.start();
    account = await ClusterAccount.make(
      { adapter: 'sge', bin: engine.bin, sge_root: engine.directory, cluster: 'default' },
      // Long enough for all but the one that is to reach it.
      { memory_gigabytes: { default: 0.5, most: 2 }, native: ['-l', 'h_rt=20'] },
    );
    account.hook(HOOK);
    // It begins first: its time goes by during the other tests.
    limited = await runningBuild('limited');
  });

  afterAll(async () => {
    await engine?.stop();
    await account?.remove();
  });

  async function runningBuild(name: string) {
    const id = await account.order(name);
    return account.until(id, 'to install', ({ status, host }) => status === 'running' && host !== undefined);
  }

  it('makes a kernel and reports the node', async () => {
    const id = await account.order('good');
    const build = await account.status(id, 'succeeded');
    expect(build).toMatchObject({ host: hostname(), job: { cluster: 'Here' } });
    expect(existsSync(join(build.kernel_directory, 'kernel.json'))).toBe(true);
  });

  it('that asks for an unknown queue is refused with the reason, and leaves nothing', async () => {
    const { exit, talk } = await account.run('create', 'refused', '--queue', 'nowhere');
    expect({ exit, talk }).toEqual({ exit: 3, talk: expect.stringMatching(/--queue.*unknown queue/s) });
    expect((await account.run('builds')).out).not.toContain('refused');
  });

  it('is cancelled while it waits, with nothing left', async () => {
    engine.run('qmod', '-d', 'main.q');
    const id = await account.order('queued');
    await account.until(id, 'to say why', ({ reason = '' }) => reason.includes('in the queue of Here'));
    expect((await account.run('cancel', id)).out).toBe(`Cancelled ${id}`);
    expect(account.leftovers('queued')).toEqual([]);
    engine.run('qmod', '-e', 'main.q');
  });

  it('is cancelled while it runs, with nothing left', async () => {
    const { id } = await runningBuild('endless');
    expect((await account.run('cancel', id)).out).toBe(`Cancelled ${id}`);
    expect(account.leftovers('endless')).toEqual([]);
  });

  it.each([
    ['is cancelled by an administrator', 'job-cancelled', () => cancelled('endless-2')],
    ['comes to its time limit', 'job-time-limit', async () => limited],
  ] as const)('that %s ends with that cause, and leaves nothing', async (_, code, begun) => {
    const { id, name } = await begun();
    expect(await account.status(id, 'failed', 'interrupted')).toMatchObject({ cause: { code } });
    expect(account.leftovers(name)).toEqual([]);
  });

  async function cancelled(name: string) {
    const build = await runningBuild(name);
    engine.run('qdel', build.job?.id ?? '');
    return build;
  }
});
