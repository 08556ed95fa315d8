import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../../src/base/errors.js';
import { cancelBuild, readBuild } from '../../../src/builds/builds.js';
import { findKernel } from '../../../src/kernels/find-kernel.js';
import { listKernels } from '../../../src/kernels/kernelspec.js';
import { checkRequest } from '../../../src/kernels/requests/checked-request.js';
import { createKernel } from '../../../src/kernels/requests/create.js';
import type { OrderedGeneration } from '../../../src/kernels/requests/order-generation.js';
import { parseRecipe, type RecipeInput } from '../../../src/recipe/recipe.js';
import { create, createWell } from '../../support/create.js';
import { makeGate } from '../../support/gate.js';
import { type Home, makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { ended, running } from '../../support/pretend.js';

// These tests run real processes, beside those of other test files.
const home = (options: Parameters<typeof makeHome>[0] = {}) => makeHome({ pretendUv: true, ...options });

async function order(its: Home, fields: RecipeInput): Promise<OrderedGeneration> {
  return createKernel(parseRecipe(fields), await its.equip(), { keep: false, launcher: 'local' });
}

/** The codes of the errors of a recipe. */
async function refused(its: Home, fields: Partial<RecipeInput>): Promise<string[]> {
  try {
    await checkRequest(
      { operation: 'create', recipe: parseRecipe({ name: 'mine', ...fields }) },
      await its.equip(),
    );
    return [];
  } catch (error) {
    return userErrorsOf(error).map(({ code, field }) => `${code} ${field}`);
  }
}

function putKernel(directory: string, name: string, spec: object): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(
    join(directory, name, 'kernel.json'),
    JSON.stringify({ argv: ['x'], display_name: name, ...spec }),
  );
}

describe('creating a kernel', () => {
  it('makes a generation, keeps its recipe and its lock, and publishes it', async () => {
    const its = home();
    const { id, plan } = await createWell(its, {
      name: 'mine',
      display_name: 'Météo',
      packages: ['six'],
    });
    expect(plan.prefix).toBe(join(its.environments, 'mine', '1'));
    const kept = (name: string) => readFileSync(join(plan.prefix, '.create_kernel', name), 'utf8');
    expect(kept('recipe.yml')).toContain('display_name: Météo');
    expect(kept('lock.txt')).toContain('six');
    const record = JSON.parse(kept('generation.json'));
    expect(record).toMatchObject({ schema: 1, kernel: 'mine', number: 1, manager: 'uv', language: 'python' });
    expect(record).toMatchObject({ operation: 'create', kernel_directory: plan.kernel_directory, build: id });
    expect(new Date(record.created).getTime()).toBeLessThanOrEqual(Date.now());
    expect(JSON.parse(kept('plan.json'))).toMatchObject({ name: 'mine', prefix: plan.prefix });
    expect(JSON.parse(kept('report.json'))).toMatchObject({ kernel: { ok: true } });
    expect(JSON.parse(kept('kernelspec/kernel.json'))).toMatchObject({ display_name: 'Météo' });
    expect(kept('manifest')).toContain('["bin/activate", ');
    expect(await findKernel('mine', its.site)).toMatchObject({
      ...{ display_name: 'Météo', owner: 'ours', origin: { generation: 1, prefix: plan.prefix } },
    });
  });

  it('returns the running build to a second request for the same kernel', async () => {
    const its = home();
    its.hook('sleep 999');
    const first = await create1(its, { name: 'mine', packages: ['six'] });
    expect(await order(its, { name: 'mine', packages: ['six'] })).toEqual({ build: first, already: true });
    await expect(order(its, { name: 'mine', packages: ['numpy'] })).rejects.toMatchObject({
      ...{ code: 'build-running', exit: 3 },
    });
    await cancelBuild(await readBuild(first, its.site));
    await ended(first, its);
  });

  async function create1(its: Home, fields: RecipeInput): Promise<string> {
    const { build } = await order(its, fields);
    await running(build, 'install-packages', its);
    return build;
  }

  it('is one build, although the same form is sent many times at once', async () => {
    const its = home();
    const gate = makeGate(its, 'sent');
    its.hook(gate.wait);
    const sent = await Promise.all(Array.from({ length: 5 }, () => order(its, { name: 'mine' })));
    gate.open();
    expect(new Set(sent.map(({ build }) => build)).size).toBe(1);
    expect(sent.filter(({ already }) => !already)).toHaveLength(1);
    expect((await ended(sent[0]?.build ?? '', its)).state.status).toBe('succeeded');
  });

  it('works again after a build that failed, in the same place', async () => {
    const its = home();
    its.hook('exit 1');
    const failed = await create(its, { name: 'mine' });
    expect(failed.state.status).toBe('failed');
    expect(existsSync(join(its.environments, 'mine'))).toBe(false);
    its.hook('');
    expect((await createWell(its, { name: 'mine' })).plan.prefix).toBe(failed.plan.prefix);
  });

  it('does not change another directory of its name, and records its own', async () => {
    const its = home();
    mkdirSync(join(its.environments, 'mine', 'data'), { recursive: true });
    const { plan } = await createWell(its, { name: 'mine' });
    expect(plan.prefix).toBe(join(its.environments, 'mine-2', '1'));
    const kernel = await findKernel('mine', its.site);
    expect(kernel.origin).toMatchObject({ home: join(its.environments, 'mine-2'), prefix: plan.prefix });
    expect((await resultOf(its, 'remove', 'mine')).ok).toBe(true);
    expect(existsSync(join(its.environments, 'mine-2'))).toBe(false);
    expect(existsSync(join(its.environments, 'mine', 'data'))).toBe(true);
  });

  it('works beside an environment that was kept for inspection', async () => {
    const its = home();
    its.hook('exit 1');
    const failed = await create(its, { name: 'mine' }, { keep: true });
    expect(failed.state.kept).toBe(failed.plan.prefix);
    its.hook('');
    expect((await createWell(its, { name: 'mine' })).plan.generation).toBe(2);
    expect(existsSync(failed.plan.prefix)).toBe(true);
  });
});

describe('a kernel is refused', () => {
  it('if the same one exists, and the message says so', async () => {
    const its = home();
    await createWell(its, { name: 'mine' });
    await expect(order(its, { name: 'mine' })).rejects.toThrow(/You already have this kernel/);
    expect(await refused(its, { packages: ['six'] })).toEqual(['kernel-exists name']);
  });

  it('if the user has a kernel of that name that this app did not make, in upper or lower case', async () => {
    const its = home();
    putKernel(join(its.jupyter_data, 'kernels'), 'Mine', {});
    expect(await refused(its, {})).toEqual(['kernel-not-ours name']);
    expect(await refused(its, { name: 'mine-2' })).toEqual([]);
  });

  it('if a central kernel has its name or its display name', async () => {
    const central = home().directory;
    putKernel(central, 'anaconda', { display_name: 'Python 3' });
    const its = home({ settings: { central_kernels: [central], managers: {} } });
    expect(await refused(its, { name: 'anaconda' })).toEqual(['kernel-central name']);
    expect(await refused(its, { display_name: 'python 3' })).toEqual(['display-name-taken display_name']);
  });

  it('with everything that is wrong with it at once', async () => {
    const its = home({ settings: { channels: { allowed: [] } } });
    putKernel(join(its.jupyter_data, 'kernels'), 'mine', {});
    const fields = { channels: ['evil'], packages: ['x @ https://evil.example/x.whl'], location: 'moon' };
    expect(await refused(its, fields)).toEqual([
      'channel-not-allowed channels',
      'package-url-not-allowed packages',
      expect.stringMatching(/channel-kind|location-unknown|conda-needed/),
      'kernel-not-ours name',
    ]);
  });

  it('if there is too little space for bytes or files', async () => {
    for (const limits of [{ free_megabytes: 1e9 }, { free_files: 1e15 }]) {
      const its = home({ settings: { limits } });
      await expect(order(its, { name: 'mine' })).rejects.toMatchObject({ code: 'space-short' });
    }
  });

  it("if the user's quota is used up, although the file system has space", async () => {
    const its = home({ settings: { quota_command: ['sh', '-c', 'echo 1000000'] } });
    await expect(order(its, { name: 'mine' })).rejects.toThrow(/has 1.0 MB free/);
  });

  it('and leaves nothing behind', async () => {
    const its = home({ settings: { limits: { free_megabytes: 1e9 } } });
    await order(its, { name: 'mine' }).catch(() => {});
    expect(existsSync(join(its.environments, 'mine'))).toBe(false);
    expect(await listKernels(its.site)).toEqual([]);
  });
});
