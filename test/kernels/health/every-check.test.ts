/** What holds for every check of a kernel's health. A new check needs a fault here that it alone has to find. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthChecks, quickHealth } from '../../../src/kernels/health/index.js';
import { subjectOf } from '../../../src/kernels/health/subject.js';
import { type Kernel, listKernels } from '../../../src/kernels/kernelspec.js';
import { kernelOperations } from '../../../src/kernels/operations/index.js';
import { keepStart } from '../../../src/kernels/starting/starts.js';
import { healthWords } from '../../../src/shared/kernels/health.js';
import type { Site } from '../../../src/site/site.js';
import { type Home, makeHome } from '../../support/home.js';
import { addPackage, type MadeKernel, makeKernel } from '../../support/made-kernel.js';

const remove = (path: string) => rmSync(path, { recursive: true });

/** A fault for each check; `site` replaces that of the home. */
const faults: Record<string, (kernel: MadeKernel, home: Home) => void | Site | Promise<void>> = {
  kernelspec: ({ directory }) => writeFileSync(join(directory, 'kernel.json'), '{"argv": ['),
  shadowed: ({ directory }, { site, directory: above }) => {
    const first = join(above, 'other');
    cpSync(directory, join(first, 'MINE'), { recursive: true });
    return { ...site, central: [first], preferred: [first] };
  },
  environment: ({ prefix }) => remove(prefix),
  files: ({ at }) => remove(at('.create_kernel/generation.json')),
  interpreter: ({ base }) => remove(base),
  'kernel-package': ({ sitePackages }) => {
    remove(join(sitePackages, 'ipykernel'));
    remove(join(sitePackages, 'ipykernel-1.0.dist-info'));
  },
  processor: ({ at }) => {
    const program = readFileSync(process.execPath).subarray(0, 64);
    // The machine of ELF's header: PowerPC.
    program.writeUInt16LE(21, 18);
    remove(at('bin/python'));
    writeFileSync(at('bin/python'), program, { mode: 0o755 });
  },
  modules: ({ at }) =>
    writeFileSync(at('.create_kernel/start-failure.txt'), '2026-01-01\nno modulefile for gcc\n'),
  'last-start': async ({ prefix, read }, { site }) => {
    const reason = 'ImportError: libmpi.so.40: cannot open shared object file: No such file or directory';
    await keepStart(await read(), site, { prefix, time: 1, reason });
  },
  changes: ({ sitePackages }) => addPackage(sitePackages, 'httpx', '2.0'),
};

it('Every check has its fault here', () => {
  expect(Object.keys(faults)).toEqual(Object.keys(healthChecks));
});

const ours = async (site: Site): Promise<Kernel> => {
  const kernel = (await listKernels(site)).find(({ directory }) => directory.startsWith(site.jupyter_data));
  if (!kernel) throw new Error('The kernel is not listed');
  return kernel;
};

describe.each(Object.entries(healthChecks))('the check %s', (id, check) => {
  it('finds its fault, with a state, a sentence, and what to do', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    const site = (await faults[id]?.(kernel, home)) ?? home.site;
    const found = await check(subjectOf(await ours(site), site));
    expect(found).toMatchObject({
      message: expect.stringMatching(/\S[^.]$/),
      hint: expect.stringMatching(/^[A-Z]/),
    });
    expect(Object.keys(healthWords)).toContain(found?.state);
    if (found?.fix) expect(Object.keys(kernelOperations)).toContain(found.fix);
    // The first check that finds a fault decides, so that no earlier one hides it.
    expect((await quickHealth(await ours(site), site)).state).toBe(found?.state);
  });

  it('finds nothing wrong with a kernel that works', async () => {
    const home = makeHome();
    const kernel = await makeKernel(home).read();
    expect(await check(subjectOf(kernel, home.site))).toBeUndefined();
  });

  it('finds nothing wrong with a kernel of another tool, of which it knows little', async () => {
    const home = makeHome();
    const directory = join(home.jupyter_data, 'kernels', 'other');
    mkdirSync(directory, { recursive: true });
    const spec = { argv: [process.execPath], display_name: 'Other', language: 'javascript' };
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
    expect(await check(subjectOf(await ours(home.site), home.site))).toBeUndefined();
  });
});
