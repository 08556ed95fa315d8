import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStored } from '../../../../src/base/stored.js';
import { cancelBuild, readBuild } from '../../../../src/builds/builds.js';
import { findKernel } from '../../../../src/kernels/find-kernel.js';
import { recordProblem } from '../../../../src/kernels/health/record-problem.js';
import { planFormat } from '../../../../src/steps/plan.js';
import { createWell } from '../../../support/create.js';
import { type Home, makeHome } from '../../../support/home.js';
import { generationOf, killedRebuild, operate, resultOf } from '../../../support/operate.js';
import { ended, running } from '../../../support/pretend.js';

const RECIPE = { name: 'mine', packages: ['six'] };
const home = (options: Parameters<typeof makeHome>[0] = {}) => makeHome({ pretendUv: true, ...options });
const kept = (prefix: string, name: string) => readFileSync(join(prefix, '.create_kernel', name), 'utf8');
const publishedPrefix = async (its: Home) => (await findKernel('mine', its.site)).origin?.prefix;
const rebuilt = (its: Home) => generationOf(its, 'rebuild', 'mine');

/** Orders a rebuild and returns the id of its build. */
async function order(its: Home): Promise<string> {
  const performed = await operate(its, 'rebuild', 'mine');
  if ('result' in performed) throw new Error(performed.result.message);
  return performed.ordered.build;
}

describe('rebuilding a kernel', () => {
  it('makes the next generation from the lock of the published one, and replaces that', async () => {
    const its = home();
    const { plan: first } = await createWell(its, RECIPE);
    writeFileSync(join(first.prefix, '.create_kernel/lock.txt'), 'six==1.15.0 \\\n    --hash=sha256:0\n');
    writeFileSync(join(first.kernel_directory, 'logo-64x64.png'), 'by hand');
    const { state, plan, id } = await rebuilt(its);
    expect(state).toMatchObject({ status: 'succeeded', generation: 2 });
    expect(plan).toMatchObject({ operation: 'rebuild', onto: true, kernel_id: first.kernel_id });
    expect(kept(plan.prefix, 'lock.txt')).toBe('six==1.15.0 \\\n    --hash=sha256:0\n');
    expect(await publishedPrefix(its)).toBe(join(its.environments, 'mine', '2'));
    expect(JSON.parse(kept(plan.prefix, 'generation.json'))).toMatchObject({
      ...{ number: 2, operation: 'rebuild', id: first.kernel_id, build: id },
    });
    expect(existsSync(first.prefix)).toBe(true);
    expect(existsSync(plan.staging)).toBe(false);
    expect(readdirSync(first.kernel_directory)).toContain('logo-64x64.png');
  });

  it('can be repeated', async () => {
    const its = home();
    await createWell(its, RECIPE);
    for (const generation of [2, 3, 4]) expect((await rebuilt(its)).state.generation).toBe(generation);
  });

  it('keeps the recipe as requested, the values of secret variables, and the recorded home', async () => {
    const its = home();
    mkdirSync(join(its.environments, 'mine', 'data'), { recursive: true });
    const kernel_variables = { DB_PASSWORD: 'sword$fish', MODE: 'fast' };
    await createWell(its, { ...RECIPE, kernel_variables, install_variables: { A_TOKEN: 'hunter2hunter2' } });
    its.hook('[ "$A_TOKEN" = hunter2hunter2 ] || exit 1');
    const { plan, state } = await rebuilt(its);
    expect(state.status).toBe('succeeded');
    expect(plan.prefix).toBe(join(its.environments, 'mine-2', '2'));
    const file = join(plan.kernel_directory, 'kernel.json');
    expect(JSON.parse(readFileSync(file, 'utf8')).env).toMatchObject({ DB_PASSWORD: 'sword$$fish' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(kept(plan.prefix, 'recipe.yml')).not.toMatch(/fish|manager/);
  });

  it('does not change the working kernel if it fails', async () => {
    const its = home();
    const { plan } = await createWell(its, RECIPE);
    const before = readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8');
    its.hook('exit 1');
    const failed = await rebuilt(its);
    expect(failed.state.status).toBe('failed');
    expect(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8')).toBe(before);
    expect(readdirSync(join(its.environments, 'mine')).sort()).toEqual(['.create_kernel.json', '1']);
    expect(existsSync(failed.plan.staging)).toBe(false);
  });

  it('does not change the working kernel if it is cancelled', async () => {
    const its = home();
    const { plan } = await createWell(its, RECIPE);
    its.hook('sleep 960');
    const build = await order(its);
    await running(build, 'install-packages', its);
    await cancelBuild(await readBuild(build, its.site));
    expect((await ended(build, its)).state.status).toBe('cancelled');
    expect(await publishedPrefix(its)).toBe(plan.prefix);
    expect(readdirSync(join(its.environments, 'mine')).sort()).toEqual(['.create_kernel.json', '1']);
  });

  it('is one build, although it is requested twice, and no other operation can change the kernel meanwhile', async () => {
    const its = home();
    await createWell(its, RECIPE);
    its.hook('sleep 960');
    const build = await order(its);
    await running(build, 'install-packages', its);
    expect(await operate(its, 'rebuild', 'mine')).toEqual({ ordered: { build, already: true }, notes: [] });
    await expect(resultOf(its, 'remove', 'mine')).rejects.toMatchObject({ code: 'build-running' });
    await cancelBuild(await readBuild(build, its.site));
    await ended(build, its);
  });

  it('is refused if the lock is missing', async () => {
    const its = home();
    const { plan } = await createWell(its, RECIPE);
    rmSync(join(plan.prefix, '.create_kernel/lock.txt'));
    rmSync(join(its.site.data_root, 'kept'), { recursive: true });
    await expect(operate(its, 'rebuild', 'mine')).rejects.toMatchObject({ code: 'lock-missing', exit: 3 });
  });

  it('works for a kernel of 0.1.0, which recorded neither an id nor a directory', async () => {
    const its = home();
    const { plan } = await createWell(its, { ...RECIPE, kernel_variables: { DB_PASSWORD: 'sword$fish' } });
    asIn010(its, plan.prefix, plan.kernel_directory);
    const again = await rebuilt(its);
    expect(again.state.status).toBe('succeeded');
    const kernel = await findKernel('mine', its.site);
    expect(kernel.origin).toMatchObject({ generation: 2, home: join(its.environments, 'mine') });
    const { env } = JSON.parse(readFileSync(join(kernel.directory, 'kernel.json'), 'utf8'));
    expect(env.DB_PASSWORD).toBe('sword$$fish');

    // What 0.1.0 had in the launcher only is kept with its generation, without the secret value.
    expect(kept(plan.prefix, 'kernelspec/kernel.json')).not.toContain('fish');
    await resultOf(its, 'rollback', 'mine', { generation: 1 });
    const before = await findKernel('mine', its.site);
    expect(before.variables.DB_PASSWORD).toBe('sword$$fish');
    expect(before.origin).toMatchObject({ generation: 1, id: kernel.origin?.id, home: kernel.origin?.home });
    expect(before.origin && recordProblem(before.origin)).toBeUndefined();
    expect((await resultOf(its, 'remove', 'mine')).ok).toBe(true);
    expect(existsSync(join(its.environments, 'mine'))).toBe(false);
  });
});

/** Deletes what 0.1.0 did not keep. */
function asIn010(its: Home, prefix: string, kernel_directory: string): void {
  const file = join(kernel_directory, 'kernel.json');
  const spec = JSON.parse(readFileSync(file, 'utf8'));
  const { version, generation, manager, recipe } = spec.metadata.create_kernel;
  const create_kernel = { version, generation, prefix, manager, recipe };
  writeFileSync(file, JSON.stringify({ ...spec, metadata: { create_kernel } }));
  writeFileSync(
    join(prefix, '../.create_kernel.json'),
    JSON.stringify({ kernel: spec.metadata.create_kernel.recipe.name }),
  );
  for (const name of ['kernelspec', 'manifest', 'plan.json', 'generation.json'])
    rmSync(join(prefix, '.create_kernel', name), { recursive: true });
  writeFileSync(join(prefix, '.create_kernel/generation.json'), '{"name":"mine","generation":1}');
  rmSync(join(its.data_root, 'secrets'), { recursive: true });
}

describe('the runner of a rebuild is killed', () => {
  it('at each of its steps, and the launcher has a kernel with a complete environment', async () => {
    const its = home();
    await createWell(its, RECIPE);
    const { files } = await rebuilt(its);
    const ids = [...readStored(files.plan, planFormat).value.steps.map(({ id }) => id), 'end'];
    const outcomes: Record<string, string> = {};
    for (const step of ids) {
      const id = await killedRebuild(its, 'mine', step);
      const { state, plan } = await readBuild(id, its.site);
      const prefix = (await publishedPrefix(its)) ?? '';
      outcomes[step] = state.status;
      for (const name of ['bin/python', '.create_kernel/generation.json', '.create_kernel/lock.txt'])
        expect(existsSync(join(prefix, name)), `${name} after ${step}`).toBe(true);
      expect(prefix === plan.prefix, step).toBe(state.status === 'succeeded');
      expect(existsSync(plan.prefix), step).toBe(state.status === 'succeeded');
      expect(existsSync(plan.staging), step).toBe(false);
    }
    expect((await rebuilt(its)).state.status).toBe('succeeded');
    expect(ids.filter((step) => outcomes[step] === 'succeeded')).toEqual(['end']);
  });
});
