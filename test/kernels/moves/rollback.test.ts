/** Publishing an older generation again, after real rebuilds by a pretend uv. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKernel } from '../../../src/kernels/find-kernel.js';
import { createWell } from '../../support/create.js';
import { type Home, makeHome } from '../../support/home.js';
import { generationOf, resultOf } from '../../support/operate.js';

const specOf = (home: Home) =>
  JSON.parse(readFileSync(join(home.jupyter_data, 'kernels/mine/kernel.json'), 'utf8'));
const published = async (home: Home) => (await findKernel('mine', home.site)).origin?.generation;

/** A kernel with this many generations. */
async function homeWith(generations: number, fields: object = {}): Promise<Home> {
  const home = makeHome({ pretendUv: true });
  await createWell(home, { name: 'mine', packages: ['six'], ...fields });
  for (let made = 1; made < generations; made++) await generationOf(home, 'rebuild', 'mine');
  return home;
}

describe('rolling back', () => {
  it('gives the launcher the generation before, another one by its number, and the newest one again', async () => {
    const home = await homeWith(3);
    const newest = specOf(home);
    expect(await resultOf(home, 'rollback', 'mine')).toMatchObject({
      ...{ ok: true, message: 'The launcher now starts generation 2 of `mine`' },
      notes: ['No running kernel on this host uses another generation'],
    });
    expect(await published(home)).toBe(2);
    await resultOf(home, 'rollback', 'mine', { generation: '1' });
    expect(specOf(home).argv[0]).toBe(join(home.environments, 'mine/1/bin/python'));
    await resultOf(home, 'rollback', 'mine', { generation: '3' });
    expect(specOf(home)).toEqual(newest);
    expect((await generationOf(home, 'rebuild', 'mine')).state.generation).toBe(4);
  });

  it('keeps the display name, and fills in secret values for the owner only', async () => {
    const home = await homeWith(2, {
      display_name: 'Mine',
      kernel_variables: { DB_PASSWORD: 'sword$$fish' },
    });
    await resultOf(home, 'rollback', 'mine');
    expect(specOf(home)).toMatchObject({ display_name: 'Mine', env: { DB_PASSWORD: 'sword$$$$fish' } });
    expect(statSync(join(home.jupyter_data, 'kernels/mine/kernel.json')).mode & 0o777).toBe(0o600);
  });

  it('changes nothing with --dry-run, and says what it would do', async () => {
    const home = await homeWith(2);
    const { message, notes } = await resultOf(home, 'rollback', 'mine', { dry_run: true });
    expect(message).toContain('Nothing has changed');
    expect(notes).toEqual([
      expect.stringContaining('Publish the kernelspec of'),
      'No running kernel on this host uses another generation',
    ]);
    expect(await published(home)).toBe(2);
  });

  it('is refused with the reason', async () => {
    const home = await homeWith(2);
    const back = (generation?: string) => resultOf(home, 'rollback', 'mine', { generation });
    await expect(back('2')).rejects.toMatchObject({ code: 'generation-published', exit: 3 });
    await expect(back('7')).rejects.toMatchObject({ code: 'generation-unknown', facts: { known: [2, 1] } });
    await expect(back('one')).rejects.toMatchObject({ code: 'argument-not-understood', exit: 2 });
    rmSync(join(home.environments, 'mine/1/bin/python'));
    await expect(back()).rejects.toMatchObject({ code: 'generation-incomplete' });
    rmSync(join(home.environments, 'mine/1'), { recursive: true });
    await expect(back()).rejects.toMatchObject({ code: 'generation-only' });
    expect(await published(home)).toBe(2);
    expect(existsSync(join(home.data_root, 'moves'))).toBe(false);
  });

  it('is refused if a secret value is no longer stored', async () => {
    const home = await homeWith(2, { kernel_variables: { DB_PASSWORD: 'swordfish' } });
    const before = specOf(home);
    rmSync(join(home.data_root, 'secrets'), { recursive: true });
    await expect(resultOf(home, 'rollback', 'mine')).rejects.toMatchObject({ code: 'secret-unknown' });
    expect(specOf(home)).toEqual(before);
  });

  it('replaces the other files of the kernelspec too', async () => {
    const home = await homeWith(2);
    writeFileSync(join(home.environments, 'mine/1/.create_kernel/kernelspec/logo-64x64.png'), 'old');
    await resultOf(home, 'rollback', 'mine');
    expect(readFileSync(join(home.jupyter_data, 'kernels/mine/logo-64x64.png'), 'utf8')).toBe('old');
  });
});
