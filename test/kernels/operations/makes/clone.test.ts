import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readBuild } from '../../../../src/builds/builds.js';
import { findKernel } from '../../../../src/kernels/find-kernel.js';
import { createWell } from '../../../support/create.js';
import { makeHome } from '../../../support/home.js';
import { generationOf, killedAt, operate } from '../../../support/operate.js';

it('A clone has the packages and the secrets of its kernel, and its own name, home and id', async () => {
  const its = makeHome({ pretendUv: true });
  const kernel_variables = { DB_PASSWORD: 'swordfish' };
  const { plan: first } = await createWell(its, {
    name: 'mine',
    display_name: 'Mine',
    packages: ['six'],
    kernel_variables,
  });
  const { state, plan } = await generationOf(its, 'clone', 'mine', { new_name: 'My Copy' });
  expect(state.status).toBe('succeeded');
  expect(plan).toMatchObject({ name: 'my-copy', display_name: 'My Copy', generation: 1, operation: 'clone' });
  expect(plan.prefix).toBe(join(its.environments, 'my-copy', '1'));
  expect(plan.kernel_id).not.toBe(first.kernel_id);
  const lock = (prefix: string) => readFileSync(join(prefix, '.create_kernel/lock.txt'), 'utf8');
  expect(lock(plan.prefix)).toBe(lock(first.prefix));
  const copy = await findKernel('my-copy', its.site);
  const { env } = JSON.parse(readFileSync(join(copy.directory, 'kernel.json'), 'utf8'));
  expect(env).toMatchObject(kernel_variables);
  expect((await findKernel('mine', its.site)).origin?.prefix).toBe(first.prefix);
  await expect(operate(its, 'clone', 'mine', { new_name: 'my-copy' })).rejects.toMatchObject({
    errors: [{ code: 'kernel-exists' }],
  });
});

it('A clone that is killed leaves the kernel as it was and nothing else, or is a kernel that is complete', async () => {
  const its = makeHome({ pretendUv: true });
  const { plan: first } = await createWell(its, { name: 'mine', packages: ['six'] });
  const asked = { id: 'clone', name: 'mine', given: { new_name: 'copy' } };
  for (const step of ['make-directories', 'install-packages', 'try-kernel', 'publish-kernel', 'end']) {
    const { state, plan } = await readBuild(await killedAt(its, { ...asked, step }), its.site);
    const published = step === 'end';
    expect(state.status, step).toBe(published ? 'succeeded' : 'interrupted');
    expect(existsSync(dirname(plan.prefix)), step).toBe(published);
    expect(existsSync(plan.kernel_directory), step).toBe(published);
    expect((await findKernel('mine', its.site)).origin?.prefix, step).toBe(first.prefix);
  }
  expect(existsSync(join(its.environments, 'copy/1/bin/python'))).toBe(true);
});
