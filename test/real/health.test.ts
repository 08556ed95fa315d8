/** Faults in real kernels: each gives its state, and the fix that it comes with makes the kernel work again. */
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { quickHealth } from '../../src/kernels/health/index.js';
import type { HealthState } from '../../src/shared/kernels/health.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';

const { address, interpreters, fields } = await makeSmallIndex();
const home = makeHome({ shared: true, index: address, settings: { interpreters } });
const name = 'ill';

const remove = (path: string) => rmSync(path, { recursive: true });

/** Where the packages of an environment are. */
function sitePackages(prefix: string): string {
  const [version = ''] = readdirSync(join(prefix, 'lib')).filter((each) => each.startsWith('python'));
  return join(prefix, 'lib', version, 'site-packages');
}

/** Takes a package away as its installer does. */
function uninstall(prefix: string, wanted: string): void {
  const place = sitePackages(prefix);
  for (const each of readdirSync(place))
    if (each === wanted || each === `${wanted}.py` || each.startsWith(`${wanted}-`))
      remove(join(place, each));
}

async function state(): Promise<{ state: HealthState; fix?: string }> {
  const { state: found, fix } = await quickHealth(await findKernel(name, home.site), home.site);
  return { state: found, ...(fix && { fix }) };
}

const faults: [HealthState, (prefix: string) => void][] = [
  ['environment-missing', (prefix) => remove(dirname(prefix))],
  ['environment-moved', (prefix) => renameSync(dirname(prefix), join(home.environments, 'elsewhere'))],
  ['interpreter-gone', (prefix) => remove(join(prefix, 'bin/python'))],
  ['kernel-package-missing', (prefix) => uninstall(prefix, 'ipykernel')],
  [
    'half-deleted',
    (prefix) => {
      // As the purge of a scratch file system does: files, but not directories.
      for (const entry of readdirSync(sitePackages(prefix), { recursive: true, withFileTypes: true }))
        if (entry.isFile() && entry.name !== 'RECORD') remove(join(entry.parentPath, entry.name));
    },
  ],
  ['changed-by-hand', (prefix) => uninstall(prefix, 'little')],
];

it('each fault gives its state, and its fix makes the kernel whole and work again', async () => {
  await createWell(home, { name, manager: 'uv', ...fields });
  expect(await state()).toEqual({ state: 'starts' });
  expect(await resultOf(home, 'verify', name)).toMatchObject({ ok: true });
  for (const [fault, inject] of faults) {
    const before = await findKernel(name, home.site);
    inject(before.origin?.prefix ?? '');
    expect(await state(), fault).toEqual({ state: fault, fix: 'rebuild' });
    const build = await generationOf(home, 'rebuild', name);
    expect(build.state.status, `${fault}: ${await logText(build.files)}`).toBe('succeeded');
    expect(build.plan.generation, fault).toBeGreaterThan(before.origin?.generation ?? 0);
    expect(await state(), fault).toEqual({ state: 'starts' });
    expect(await resultOf(home, 'verify', name), fault).toMatchObject({ ok: true });
  }
});

it('a processor without an instruction of the kernel is seen when it is started, until it starts', async () => {
  const { origin } = await findKernel(name, home.site);
  const file = join(sitePackages(origin?.prefix ?? ''), 'ipykernel_launcher.py');
  // What the system does to a program with an instruction that the processor does not have.
  rmSync(file, { force: true });
  writeFileSync(file, 'import os, signal\nos.kill(os.getpid(), signal.SIGILL)\n');
  expect(await resultOf(home, 'check', name)).toMatchObject({
    ok: false,
    message: expect.stringContaining('SIGILL'),
  });
  expect(await state()).toEqual({ state: 'cpu-too-old', fix: 'rebuild' });
  await generationOf(home, 'rebuild', name);
  expect(await resultOf(home, 'check', name)).toMatchObject({ ok: true });
  expect(await state()).toEqual({ state: 'starts' });
});

it('a notebook knows its kernel and its generation', async () => {
  const { variables, origin } = await findKernel(name, home.site);
  expect(variables).toMatchObject({
    CREATE_KERNEL_NAME: name,
    CREATE_KERNEL_GENERATION: String(origin?.generation),
  });
});
