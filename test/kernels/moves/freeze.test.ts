import { chmodSync, linkSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKernel } from '../../../src/kernels/find-kernel.js';
import { kernelOperations } from '../../../src/kernels/operations/index.js';
import { rebuild } from '../../../src/kernels/operations/makes/rebuild.js';
import { orderGeneration } from '../../../src/kernels/requests/order-generation.js';
import { makeHome } from '../../support/home.js';
import { operate, resultOf } from '../../support/operate.js';
import { putKernel, specOf } from '../../support/published.js';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('a frozen kernel', () => {
  it('has read-only directories, and files that a cache may share as they were', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home, { locks: ['', ''] });
    const cached = join(home.directory, 'cached');
    writeFileSync(cached, 'shared', { mode: 0o644 });
    linkSync(cached, join(prefix(2), 'bin/shared'));
    chmodSync(join(prefix(2), 'bin'), 0o775);
    await resultOf(home, 'freeze', 'mine');
    expect([prefix(2), join(prefix(2), 'bin'), prefix(1)].map((path) => mode(path) & 0o222)).toEqual([
      0, 0, 0,
    ]);
    expect(mode(cached)).toBe(0o644);
    expect(specOf(home).metadata.create_kernel.frozen).toMatch(/^20/);
    await resultOf(home, 'thaw', 'mine');
    expect(mode(join(prefix(2), 'bin')) & 0o200).toBe(0o200);
    expect(specOf(home).metadata.create_kernel).not.toHaveProperty('frozen');
    expect((await resultOf(home, 'remove', 'mine')).ok).toBe(true);
  });

  it('leaves a directory alone that a link in place of a generation leads to', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home, { locks: ['', ''] });
    const elsewhere = join(home.directory, 'elsewhere');
    renameSync(prefix(1), elsewhere);
    symlinkSync(elsewhere, prefix(1));
    const before = mode(elsewhere);
    await resultOf(home, 'freeze', 'mine');
    expect(mode(elsewhere)).toBe(before);
    await resultOf(home, 'thaw', 'mine');
  });

  const refused = Object.values(kernelOperations).filter(
    ({ effect, frozen, on }) => effect !== 'looks' && frozen === undefined && on === 'ours',
  );

  it.each(refused)('refuses $id, and says how to go on', async ({ id }) => {
    const home = makeHome({ pretendUv: true });
    putKernel(home, { locks: ['', ''] });
    await resultOf(home, 'freeze', 'mine');
    const before = specOf(home);
    const given = { text: 'New', new_name: 'new', add: ['six'], name: 'new' };
    await expect(operate(home, id, 'mine', given)).rejects.toMatchObject({
      code: 'kernel-frozen',
      hint: expect.stringMatching(/clone mine NEW.*thaw mine/),
    });
    expect(specOf(home)).toEqual(before);
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['mine']);
    await resultOf(home, 'thaw', 'mine');
  });

  it('refuses a build of it that was asked for before, as one that failed is again', async () => {
    const home = makeHome({ pretendUv: true });
    putKernel(home, { locks: ['six==1.16.0\n', 'six==1.17.0\n'] });
    const site = await home.equip();
    const request = await rebuild.request(await findKernel('mine', site), {}, site);
    await resultOf(home, 'freeze', 'mine');
    await expect(orderGeneration(request, site, { keep: false, launcher: 'local' })).rejects.toMatchObject({
      code: 'kernel-frozen',
    });
    expect(readdirSync(join(site.data_root, 'builds'))).toEqual([]);
    await resultOf(home, 'thaw', 'mine');
  });
});
