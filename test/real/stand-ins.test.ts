/**
 * Builds as jobs of LSF, PBS Professional and Torque, of which stand-ins run the jobs: what is tried is our side, not
 * whether real ones answer like this.
 */
import { existsSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { cancelBuild, readBuild } from '../../src/builds/builds.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { type BuildStatus, hasEnded } from '../../src/shared/builds/build-events.js';
import { type Kind, StandIn } from '../parts/stand-ins/index.js';
import { makeHome } from '../support/home.js';
import { buildProgram } from '../support/program.js';
import { patient, waitFor } from '../support/wait.js';

await buildProgram();

const ENDLESS = `case "$prefix" in */endless*) sleep 1000 ;; esac`;

describe.each<Kind>(['lsf', 'pbspro', 'torque'])('A build as a job of the stand-in of %s', (kind) => {
  const scheduler = new StandIn(kind);
  const home = makeHome({ shared: true, pretendUv: true, settings: { build_on: scheduler.settings } });
  home.hook(ENDLESS);

  async function order(name: string, job = {}): Promise<string> {
    const recipe = parseRecipe({ name });
    return (await createKernel(recipe, await home.equip(), { keep: false, job })).build;
  }

  async function until(id: string, ...wanted: BuildStatus[]): Promise<Build> {
    const found = await waitFor(`${id} to be ${wanted.join(' or ')}`, async () => {
      const build = await readBuild(id, home.site);
      return (wanted.includes(build.state.status) || hasEnded(build.state.status)) && build;
    });
    return found as Build;
  }

  const state = async (id: string, ...wanted: BuildStatus[]) => (await until(id, ...wanted)).state;

  it('makes a kernel', async () => {
    const { status, job } = await state(await order('good'), 'succeeded');
    expect({ status, cluster: job?.cluster }).toEqual({ status: 'succeeded', cluster: 'There' });
  });

  it('is refused in the scheduler’s words, at the field', async () => {
    await expect(order('refused', { job_queue: 'nowhere' })).rejects.toMatchObject({
      code: 'job-refused',
      field: 'job_queue',
    });
  });

  it('waits in the queue, and is cancelled there', async () => {
    scheduler.set('hold', true);
    const id = await order('queued');
    // A reader does not wait for a scheduler that answers late.
    const reason = async () => (await readBuild(id, home.site)).state.reason;
    await expect.poll(reason, patient).toMatch(/no node is free/);
    await cancelBuild(await readBuild(id, home.site));
    expect((await state(id, 'cancelled')).status).toBe('cancelled');
    scheduler.set('hold', false);
  });

  // Once is enough: it is the same for all.
  if (kind === 'lsf') {
    it('is cancelled as soon as a scheduler that is away answers again', async () => {
      scheduler.set('hold', true);
      const id = await order('queued');
      scheduler.set('away', true);
      await cancelBuild(await readBuild(id, home.site));
      expect((await readBuild(id, home.site)).state.reason).toMatch(/does not answer/);
      scheduler.set('away', false);
      expect((await state(id, 'cancelled')).status).toBe('cancelled');
      scheduler.set('hold', false);
    });
  }

  it('is cancelled while it runs, with nothing left', async () => {
    const id = await order('endless');
    await cancelBuild(await until(id, 'running'));
    const { state, plan } = await until(id, 'cancelled');
    expect(state.status).toBe('cancelled');
    expect(existsSync(plan.prefix) || existsSync(plan.staging)).toBe(false);
  });

  it('that comes to its time limit ends with that cause', async () => {
    const id = await order('endless-2');
    const { job } = await until(id, 'running');
    scheduler.end('limit', job?.id ?? '');
    expect(await state(id, 'failed')).toMatchObject({ status: 'failed', cause: { code: 'job-time-limit' } });
  });

  it('that the scheduler has forgotten can still report its end, and else counts as interrupted', async () => {
    const id = await order('endless-3');
    const { job, files } = await until(id, 'running');
    scheduler.end('forget', job?.id ?? '');
    await waitFor('its end to be noticed', async () => {
      await readBuild(id, home.site);
      return existsSync(files.job_end);
    });
    expect((await readBuild(id, home.site)).state.status).toBe('running');
    utimesSync(files.job_end, new Date(0), new Date(0));
    const cause = { code: 'job-unknown' };
    expect(await state(id, 'interrupted')).toMatchObject({ status: 'interrupted', cause });
  });
});
