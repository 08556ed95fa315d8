/** The recipe as a job that the dashboard submits to a real Slurm, by an ordinary user. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { Slurm } from '../../parts/slurm/index.js';
import { ClusterAccount } from '../../support/cluster-account.js';
import { waitFor } from '../../support/wait.js';
import { DashboardJob } from './dashboard-job.js';

const HOOK = `case "$prefix" in */endless*) echo waiting; sleep 1000 ;; esac`;

describe.skipIf(!mayMakeUsers)('A job that the dashboard submits to Slurm', () => {
  let slurm: Slurm;
  let account: ClusterAccount;

  beforeAll(async () => {
    slurm = await Slurm.start();
    account = await ClusterAccount.make(
      { adapter: 'slurm', bin: '/usr/bin', conf: slurm.configuration },
      { memory_gigabytes: { default: 0.5, most: 2 }, cores: { default: 1, most: 2 } },
    );
    account.hook(HOOK);
  });

  afterAll(async () => {
    await slurm?.stop();
    await account?.remove();
  });

  /** Launches a session as the dashboard does; gives it with the job's id. */
  async function submit(values: Record<string, string>): Promise<{ job: DashboardJob; id: string }> {
    const { user } = account;
    const data = join(user.home, 'ondemand/data/sys/dashboard');
    const job = await DashboardJob.launch({ data, settings: join(user.directory, 'site.yml') }, values);
    execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, join(user.home, 'ondemand')]);
    const env = { PATH: '/usr/bin:/bin', HOME: user.home, SLURM_CONF: slurm.configuration };
    const options = { uid: user.uid, gid: user.gid, env, cwd: '/', encoding: 'utf8' } as const;
    return { job, id: execFileSync('sbatch', [...job.launched.words, job.script], options).trim() };
  }

  const stateOf = (id: string) => /JobState=(\w+)/.exec(slurm.run('scontrol', 'show', 'job', id))?.[1] ?? '';
  const untilEnded = (id: string) =>
    waitFor(`job ${id} to end`, () => /^(COMPLETED|FAILED|CANCELLED)$/.exec(stateOf(id))?.[0]);

  it('makes a kernel: the job succeeds, and the page shows its build', async () => {
    const { job, id } = await submit({ kernel_name: 'Good one', job_queue: 'main', job_cores: '2' });
    expect(await untilEnded(id)).toBe('COMPLETED');
    expect(job.card()).toMatchObject({ status: 'succeeded', display_name: 'Good one' });
    const build = await account.show(job.card()?.build ?? '');
    expect(build).toMatchObject({ status: 'succeeded', host: slurm.node });
    expect(existsSync(join(build.kernel_directory, 'kernel.json'))).toBe(true);
  });

  it('with wrong values fails, and its card says why', async () => {
    const { job, id } = await submit({ kernel_name: 'fine', job_account: '--wrap=id', job_queue: '$(id)' });
    expect(await untilEnded(id)).toBe('FAILED');
    expect(job.card()?.errors?.map(({ field }) => field)).toEqual(['job_queue', 'job_account']);
  });

  it('is cancelled with nothing left of its kernel', async () => {
    const { job, id } = await submit({ kernel_name: 'endless' });
    await waitFor('the build to install', () => job.card()?.step?.startsWith('Install'));
    slurm.run('scancel', id);
    expect(await untilEnded(id)).toBe('CANCELLED');
    await waitFor('the card to show it', () => job.card()?.status === 'cancelled');
    expect(account.leftovers('endless')).toEqual([]);
    expect((await job.cards('completed')).info).toContain('The launcher is unchanged');
  });
});
