import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cleanDisk, measureDisk } from '../../src/kernels/disk/disk.js';
import { makeHome } from '../support/home.js';
import { resultOf } from '../support/operate.js';
import { putKernel } from '../support/published.js';
import { waitFor } from '../support/wait.js';

const options = { dry_run: false, seconds: 60 };

it('says what takes space on disk, and removes what can be removed safely', async () => {
  const home = makeHome({
    pretendUv: true,
    settings: { retention: { generations: 1 }, build_on: { clusters: [] } },
  });
  const { prefix } = putKernel(home, { locks: ['', ''] });
  putKernel(home, { name: 'gone' });
  await resultOf(home, 'remove', 'gone');
  const cache = join(home.environments, '.package-cache');
  mkdirSync(cache);
  writeFileSync(join(cache, 'wheel'), 'x'.repeat(100_000));
  const rows = await measureDisk(home.site, { seconds: 60 });
  const row = (id: string) => rows.find((each) => each.id === id);
  expect(row('kernels')).not.toHaveProperty('removable');
  expect(row('generations')?.removable).toBeGreaterThan(10_000);
  expect(row('caches')?.removable).toBeGreaterThan(100_000);
  expect(row('trash')).toMatchObject({ removable: 0 });
  expect(row('trash')?.bytes).toBeGreaterThan(10_000);

  const site = await home.equip();
  expect(await cleanDisk('caches', site, { ...options, dry_run: true })).toBeGreaterThan(100_000);
  expect(existsSync(cache)).toBe(true);
  await cleanDisk('caches', site, options);
  await cleanDisk('generations', site, options);
  await waitFor('the deletion', () => !existsSync(cache) && !existsSync(prefix(1)));
  expect(existsSync(prefix(2))).toBe(true);
  await cleanDisk('trash', site, options);
  expect((await resultOf(home, 'undo', 'gone')).ok).toBe(true);
  await expect(cleanDisk('kernels', site, options)).rejects.toMatchObject({ code: 'disk-place-unknown' });
});

it('names the environments of which something else has deleted the kernelspec', async () => {
  const home = makeHome({ pretendUv: true });
  rmSync(putKernel(home).directory, { recursive: true });
  putKernel(home, { name: 'whole', id: 'another-id' });
  const row = (await measureDisk(home.site, { seconds: 60 })).find(({ id }) => id === 'without-kernel');
  expect(row).toMatchObject({ names: ['mine'] });
  expect(row?.bytes).toBeGreaterThan(10_000);
});

it('names the downloaded Python versions that nothing needs, and removes only those', async () => {
  const home = makeHome({ pretendUv: true });
  const pythons = join(home.data_root, 'tools', 'pythons');
  const python = (version: string) => join(pythons, `cpython-${version}-linux-x86_64-gnu`);
  const environment = (prefix: string, base: string) => {
    mkdirSync(prefix, { recursive: true });
    writeFileSync(join(prefix, 'pyvenv.cfg'), `home = ${base}/bin\nversion = 3\n`);
  };
  const all = ['3.8.1', '3.9.1', '3.10.1', '3.11.1', '3.12.1', '3.13.1', '3.14.1'];
  for (const version of all) {
    mkdirSync(join(python(version), 'bin'), { recursive: true });
    writeFileSync(join(python(version), 'bin/python3'), 'x'.repeat(10_000));
    symlinkSync(python(version), python(version.replace(/\.1$/, '')));
  }
  const { prefix } = putKernel(home, { locks: ['', ''] });
  // uv names the minor version's link.
  environment(prefix(2), python('3.10'));
  environment(prefix(1), python('3.11.1'));
  putKernel(home, { name: 'gone' });
  environment(join(home.environments, 'gone', '1'), python('3.12.1'));
  await resultOf(home, 'remove', 'gone');
  environment(join(home.data_root, 'tools/helper/conda-engine/x86_64-cpython-313-0'), python('3.13.1'));
  const program = spawn('/bin/sleep', ['999'], { argv0: join(python('3.14.1'), 'bin/python3') });
  onTestFinished(() => void program.kill());

  const row = (await measureDisk(home.site, { seconds: 60 })).find(({ id }) => id === 'pythons');
  expect(row?.names).toEqual(['Python 3.9.1', 'Python 3.8.1']);
  expect(row?.removable).toBeGreaterThan(10_000);
  await cleanDisk('pythons', await home.equip(), options);
  const left = () => readdirSync(pythons).filter((name) => !name.startsWith('.'));
  await waitFor('the deletion', () => readdirSync(join(pythons, '.temp')).length === 0);
  await waitFor('its link to go', () => left().length === 2 * (all.length - 2));
  expect(left().filter((name) => /3\.[89]/.test(name))).toEqual([]);
});
