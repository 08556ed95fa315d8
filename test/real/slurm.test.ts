/** Builds as jobs of a real Slurm, by an ordinary user, through the command line. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildStatus, hasEnded } from '../../src/shared/builds/build-events.js';
import { mayMakeUsers } from '../parts/pun/user.js';
import { Slurm } from '../parts/slurm/index.js';
import { ClusterAccount } from '../support/cluster-account.js';
import { patient, waitFor } from '../support/wait.js';

/** What a package manager does, by the kernel's name. */
const HOOK = `case "$prefix" in
*/endless*) echo waiting; sleep 1000 ;;
*/patient*) echo waiting; until [ -e "$HOME/go" ]; do sleep 0.1; done ;;
*/hungry*) python3 -c 'import time; b = b"x" * 1_200_000_000; time.sleep(1000)' ;;
esac`;

describe.skipIf(!mayMakeUsers)('A build as a job of Slurm', () => {
  let slurm: Slurm;
  let account: ClusterAccount;
  const job = (id: string) => slurm.run('squeue', '-h', '-o', '%T', '-j', id);
  const setNode = (state: string) =>
    slurm.run('scontrol', 'update', `nodename=${slurm.node}`, `state=${state}`, 'reason=test');

  beforeAll(async () => {
    slurm = await Slurm.start();
    const limits = { hours: { default: 1, most: 2 }, cores: { default: 1, most: 2 } };
    account = await ClusterAccount.make(
      { adapter: 'slurm', bin: '/usr/bin', conf: slurm.configuration },
      { ...limits, memory_gigabytes: { default: 0.5, most: 2 } },
    );
    account.hook(HOOK);
  });

  afterAll(async () => {
    await slurm?.stop();
    await account?.remove();
  });

  /** Orders a build and waits until its step runs, or has ended already. */
  async function runningBuild(name: string, ...words: string[]) {
    const id = await account.order(name, ...words);
    const has = (status: BuildStatus) => status === 'running' || hasEnded(status);
    return account.until(id, 'to install', ({ status, host }) => has(status) && host !== undefined);
  }

  it('makes a kernel and reports the node', async () => {
    const id = await account.order('good');
    const build = await account.status(id, 'succeeded');
    expect(build).toMatchObject({ host: slurm.node, job: { cluster: 'Here' } });
    expect(existsSync(join(build.kernel_directory, 'kernel.json'))).toBe(true);
  });

  it.each([
    ['--queue', 'nowhere', /partition/],
    ['--queue', 'short', /time limit/i],
    ['--hours', '3', /over the site’s limit of 2$/m],
    ['--memory', '2000', /over the site’s limit of 2$/m],
    ['--account', '--wrap=id', /characters that are not allowed/],
  ])('that is refused for %s %s reports why, and leaves nothing', async (option, value, words) => {
    const { exit, talk } = await account.run('create', 'refused', `${option}=${value}`);
    expect({ exit: (exit ?? 0) > 1, talk }).toEqual({ exit: true, talk: expect.stringMatching(words) });
    expect(account.leftovers('refused')).toEqual([]);
    const { out } = await account.run('builds');
    expect(out).not.toContain('refused');
  });

  describe('that waits in the queue', () => {
    it('says why, keeps its name, and is cancelled with nothing left', async () => {
      setNode('drain');
      const id = await account.order('queued');
      const why = /in the queue of Here: (nodes are down|no node is free|the scheduler has not)/;
      const { job: own } = await account.until(id, 'to say why', ({ reason = '' }) => why.test(reason));
      // A command does not wait for a scheduler that answers late.
      const listed = async () => (await account.run('builds')).out;
      await expect.poll(listed, patient).toMatch(/queued +Queued +The job is in the queue of Here/);
      const again = await account.run('create', 'queued', 'six', '--detach');
      expect(again).toMatchObject({ exit: 3, talk: expect.stringContaining(id) });
      expect((await account.run('create', 'queued', '--detach')).out).toBe(id);
      expect((await account.run('cancel', id)).out).toBe(`Cancelled ${id}`);
      expect(job(own?.id ?? '')).not.toBe('PENDING');
      expect(account.leftovers('queued')).toEqual([]);
      setNode('resume');
    });

    it('keeps its place while slurmctld does not answer', async () => {
      setNode('drain');
      const id = await account.order('restarted');
      await slurm.stopController();
      const { reason } = await account.until(id, 'to be silent', (build) =>
        /not answer/.test(build.reason ?? ''),
      );
      expect(reason).toMatch(/keeps its place/);
      await slurm.restartController();
      setNode('resume');
      await account.status(id, 'succeeded');
    });
  });

  it('goes on while slurmctld is restarted', async () => {
    const { id } = await runningBuild('patient');
    await slurm.stopController();
    expect(await account.show(id)).toMatchObject({ status: 'running' });
    await slurm.restartController();
    writeFileSync(join(account.user.home, 'go'), '');
    await account.status(id, 'succeeded');
  });

  it('is cancelled while it runs, with nothing left', async () => {
    const { id, job: own } = await runningBuild('endless');
    expect((await account.run('cancel', id)).out).toBe(`Cancelled ${id}`);
    await waitFor('the job to end', () => !/RUNNING|COMPLETING/.test(job(own?.id ?? '')));
    expect(account.leftovers('endless')).toEqual([]);
  });

  it.each([
    ['uses too much memory', 'hungry', 'job-out-of-memory', 'failed', () => {}],
    [
      'is cancelled by an administrator',
      'endless-3',
      'job-cancelled',
      'interrupted',
      (own: string) => slurm.run('scancel', own),
    ],
    ['loses its node', 'endless-4', 'job-node-failure', 'interrupted', () => setNode('down')],
  ] as const)('that %s ends with that cause, and leaves nothing', async (_, name, code, status, act) => {
    const { id, job: own } = await runningBuild(name);
    act(own?.id ?? '');
    expect(await account.status(id, 'failed', 'interrupted')).toMatchObject({ status, cause: { code } });
    expect(account.leftovers(name)).toEqual([]);
    setNode('resume');
  });

  describe('and a generation that a job may use', () => {
    const uses = async () => {
      const { out } = await account.run('history', 'used', '--json');
      const { generations } = JSON.parse(out).details;
      return generations.map(({ number, use }: { number: number; use: string }) => `${number} ${use}`);
    };
    const submit = (script: string) => {
      const { uid, gid, home } = account.user;
      const words = ['--parsable', '--output=/dev/null', '--ntasks=1', '--mem=50', `--wrap=${script}`];
      return slurm.runAs({ uid, gid }, home, 'sbatch', ...words);
    };
    const end = async (own: string) => {
      slurm.run('scancel', own);
      await waitFor('the job to end', () => !/RUNNING|COMPLETING|PENDING/.test(job(own)));
    };
    const begin = async (script: string) => {
      const own = submit(script);
      await waitFor('the job to run', () => job(own) === 'RUNNING');
      return own;
    };
    let prefix: string;

    beforeAll(async () => {
      const { prefix: first } = await account.status(await account.order('used'), 'succeeded');
      prefix = first;
      // The job of the first build holds the name until it has tidied up.
      await waitFor('the rebuild', async () => (await account.run('rebuild', 'used', '--yes')).exit === 0);
    });

    it('is in use while a process of the job is seen, and perhaps while the user has any job', async () => {
      await waitFor('no job', () => slurm.run('squeue', '-h') === '');
      expect(await uses()).toEqual(['2 none', '1 none']);
      const other = await begin('sleep 1000');
      expect(await uses()).toEqual(['2 perhaps', '1 perhaps']);
      expect(await account.run('prune', 'used', '--keep', '0', '--yes')).toMatchObject({
        out: expect.stringContaining('no generation to delete'),
      });
      await end(other);
      const own = await begin(`cd ${prefix} && sleep 1000`);
      expect(await uses()).toEqual(['2 perhaps', '1 here']);
      await end(own);
      expect(await uses()).toEqual(['2 none', '1 none']);
    });

    it('is perhaps in use while the scheduler does not answer, and is deleted once no job runs', async () => {
      await slurm.stopController();
      expect(await uses()).toEqual(['2 perhaps', '1 perhaps']);
      await slurm.restartController();
      expect((await account.run('prune', 'used', '--keep', '0', '--yes')).out).toContain(
        'Deleted 1 generation',
      );
      expect(existsSync(prefix)).toBe(false);
    });
  });

  it('that comes to its time limit ends with that cause, and leaves nothing', async () => {
    const { id, job: own } = await runningBuild('endless-5');
    slurm.run('scontrol', 'update', `jobid=${own?.id}`, 'EndTime=now+1');
    expect(await account.status(id, 'failed', 'interrupted')).toMatchObject({
      cause: { code: 'job-time-limit' },
    });
    expect(account.leftovers('endless-5')).toEqual([]);
  });
});
