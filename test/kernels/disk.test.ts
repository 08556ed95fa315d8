import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanDisk, measureDisk } from '../../src/kernels/disk/disk.js';
import { makeHome } from '../support/home.js';
import { resultOf } from '../support/operate.js';
import { putKernel } from '../support/published.js';
import { waitFor } from '../support/wait.js';

const options = { dry_run: false, seconds: 60 };

it('says what takes space on disk, and removes what can go safely', async () => {
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
