/** The recipe as a job of the dashboard, really run: by bash with real packages, and by a real Slurm as an ordinary user. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { inlineHtml } from '../../../src/shared/inline-text.js';
import { uvDirectory } from '../../parts/uv/index.js';
import { buildProgram } from '../../support/program.js';
import { Account } from '../command-line.js';
import { DashboardJob } from './dashboard-job.js';

const account = new Account();
afterAll(() => account.remove());
const site = { data: join(account.home, 'data'), settings: join(account.home, 'site') };

beforeAll(async () => {
  await buildProgram();
  mkdirSync(site.settings);
  // Two files, which reach the node as two documents of one.
  writeFileSync(
    join(site.settings, 'ours.yml'),
    stringify({ managers: { uv: { path: join(uvDirectory, 'uv') } } }),
  );
  writeFileSync(join(site.settings, 'policy.yml'), stringify({ channels: { allowed: ['conda-forge'] } }));
});

const launch = (values: Record<string, string>) => DashboardJob.launch(site, values);

describe('A job of the dashboard', () => {
  it('makes a kernel and reports its state on the card', async () => {
    const job = await launch({
      kernel_name: 'Climate  “1”\r\n',
      kernel_packages: 'six\r\n',
      kernel_manager: 'uv',
    });
    expect((await job.cards('queued')).info).toContain('The job waits in the cluster’s queue');
    const { exit, output } = await job.run(account.environment);
    expect({ exit, output }).toEqual({
      exit: 0,
      output: expect.stringMatching(/ \+ six==/),
    });
    expect(job.card()).toMatchObject({ status: 'succeeded', display_name: 'Climate “1”' });
    const kernel = JSON.parse(readFileSync(join(account.kernels, 'climate-1', 'kernel.json'), 'utf8'));
    expect(kernel.metadata.create_kernel.recipe).toMatchObject({ packages: ['six'], build_on: 'alpha' });
    expect(existsSync(join(job.staged, 'connection.yml'))).toBe(true);
    const { info, completed } = await job.cards('completed');
    expect(info).toContain('Ready: the kernel is in the launcher');
    expect(completed).toContain('/pun/sys/create_kernel/kernels');
  });

  it('leaves its build in the app’s data, where the page finds it', async () => {
    const { data } = await account.json('builds');
    expect(data).toMatchObject([{ name: 'climate-1', status: 'succeeded' }]);
  });

  it('that asks for what does not exist ends as failed, with the cause on the card', async () => {
    const job = await launch({
      kernel_name: 'unavailable',
      kernel_packages: 'six==99.9',
      kernel_manager: 'uv',
    });
    expect(await job.runScript(account.environment)).toBe(1);
    const { status, build, errors } = job.card() ?? {};
    expect(status).toBe('failed');
    const { info } = await job.cards('completed');
    expect(info).toContain(`href="/pun/sys/create_kernel/builds/${build}"`);
    expect(info).toContain(inlineHtml(errors?.[0]?.message ?? 'no error'));
    expect(existsSync(join(account.kernels, 'unavailable'))).toBe(false);
  });
});

describe('A job with wrong values', () => {
  const values = {
    kernel_name: '???',
    kernel_packages: 'numpy[\r\npandas\r\n',
    kernel_variables: 'PATH=/tmp',
    keep_failed: '1',
  };

  it('is refused with the sentences of the page, field by field', async () => {
    const job = await launch(values);
    expect(await job.runScript(account.environment)).toBe(3);
    const { status, errors = [], build } = job.card() ?? {};
    expect({ status, build }).toEqual({ status: 'refused' });
    expect(errors.map(({ field }) => field)).toEqual(['kernel_name', 'kernel_packages', 'kernel_variables']);
    const { info } = await job.cards('completed');
    for (const { message, hint } of errors) {
      expect(info).toContain(inlineHtml(message));
      expect(info).toContain(inlineHtml(hint));
    }
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a channel that the site does not allow',
      { kernel_channels: 'bioconda', kernel_manager: 'venv' },
      /bioconda/,
    ],
    ['a queue that is none', { job_queue: '--wrap=id' }, /`--wrap=id` has characters that are not allowed/],
    ['more hours than the site lets a job take', { job_hours: '999' }, /over the site’s limit of 24/],
  ])('is refused for %s', async (_, wrong, words) => {
    const job = await launch({ kernel_name: 'fine', ...wrong });
    expect(await job.runScript(account.environment)).toBe(3);
    expect(job.card()?.status).toBe('refused');
    expect(job.card()?.errors?.[0]?.message).toMatch(words);
  });

  it('ends the job with the status that the dashboard’s template has for every failure', async () => {
    expect((await (await launch(values)).run(account.environment)).exit).toBe(1);
  });
});

it('A node without a Node.js that is new enough says so on the card', async () => {
  const job = await launch({ kernel_name: 'fine' });
  writeFileSync(
    join(job.staged, 'script.sh'),
    readFileSync(join(job.staged, 'script.sh'), 'utf8').replace(
      /^for node in .*;/m,
      'for node in /bin/false;',
    ),
  );
  expect(await job.runScript(account.environment)).toBe(3);
  expect((await job.cards('completed')).info).toContain('There is no Node.js 20 or newer on the node');
});
