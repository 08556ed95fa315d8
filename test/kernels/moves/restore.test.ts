/** A kernelspec of ours that was damaged or changed is written again from the copy in its environment. */
import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomicSync } from '../../../src/base/files.js';
import { quickHealth } from '../../../src/kernels/health/index.js';
import { type Kernel, listKernels } from '../../../src/kernels/kernelspec.js';
import { unfinishedMoves } from '../../../src/kernels/moves/unfinished.js';
import { waitingTrash } from '../../../src/kernels/removal/trash.js';
import type { Health } from '../../../src/shared/kernels/health.js';
import { toTile } from '../../../src/web/pages/kernels/kernel-tile.js';
import { type Home, makeHome } from '../../support/home.js';
import { makeKernel } from '../../support/made-kernel.js';
import { addSpec, malformed, spec } from '../../support/malformed-kernelspecs.js';
import { resultOf } from '../../support/operate.js';
import { putKernel, specOf } from '../../support/published.js';
import { waitFor } from '../../support/wait.js';

async function only(home: Home): Promise<{ kernel: Kernel; health: Health }> {
  const [kernel, ...others] = await listKernels(home.site);
  if (!kernel || others.length > 0) throw new Error('The list has not exactly one kernel');
  return { kernel, health: await quickHealth(kernel, home.site) };
}

const faults: [string, (directory: string) => void][] = [
  ...Object.entries(malformed).map(([name, { put }]): [string, (directory: string) => void] => [
    name,
    (directory) => put(directory, join(directory, 'kernel.json')),
  ]),
  [
    'a record that was changed',
    (directory) => {
      const metadata = { create_kernel: { generation: 'one' } };
      writeFileSync(join(directory, 'kernel.json'), JSON.stringify({ ...spec, metadata }));
    },
  ],
];

describe('a kernelspec of ours', () => {
  it.each(faults)('is restored by its button after the fault “%s”', async (_, damage) => {
    const home = makeHome({ pretendUv: true });
    const { directory, prefix } = putKernel(home, { locks: ['', ''] });
    const before = specOf(home);
    rmSync(join(directory, 'kernel.json'));
    damage(directory);
    expect((await only(home)).health).toMatchObject({
      fix: 'restore',
      hint: expect.stringContaining(prefix(2)),
    });
    expect(await resultOf(home, 'restore', 'mine')).toMatchObject({ ok: true, details: { generation: 2 } });
    expect(specOf(home)).toEqual(before);
    const { kernel, health } = await only(home);
    expect([kernel.owner, health.state]).toEqual(['ours', 'starts']);
    expect(unfinishedMoves(home.site)).toEqual([]);
    await waitFor('what was there to be deleted', () => waitingTrash(home.site).over.length === 0);
  });

  it('that is a link in a circle is restored', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    const before = specOf(home);
    rmSync(directory, { recursive: true });
    symlinkSync('mine', directory);
    await resultOf(home, 'restore', 'mine');
    expect(specOf(home)).toEqual(before);
  });

  it('that something else has deleted is restored', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    const before = specOf(home);
    rmSync(directory, { recursive: true });
    await expect(resultOf(home, 'freeze', 'mine')).rejects.toMatchObject({
      code: 'kernelspec-gone',
      hint: 'Bring the kernel back with `create-kernel restore mine`',
    });
    await resultOf(home, 'restore', 'mine');
    expect(specOf(home)).toEqual(before);
  });

  it('is restored under its present names, after a change of its command', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    await resultOf(home, 'rename', 'mine', { new_name: 'yours' });
    await resultOf(home, 'set-display-name', 'yours', { text: 'Yours' });
    const before = specOf(home, 'yours');
    const file = join(directory, '../yours/kernel.json');
    writeFileSync(file, JSON.stringify({ ...before, argv: ['python'] }));
    expect((await only(home)).health).toMatchObject({ state: 'changed-by-hand', fix: 'restore' });
    await resultOf(home, 'restore', 'yours');
    expect(specOf(home, 'yours')).toEqual(before);
    expect((await only(home)).health.state).toBe('starts');
  });

  it('that starts is in the launcher at any time, and what its user put beside it stays', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home, { locks: ['six==1.0\n'] });
    const before = specOf(home);
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify({ ...before, env: { A: '1' } }));
    // One action, which replaces kernel.json with a rename.
    const preview = await resultOf(home, 'restore', 'mine', { dry_run: true });
    expect(preview.notes).toEqual([expect.stringContaining('Publish the kernelspec')]);
    await resultOf(home, 'restore', 'mine');
    expect(specOf(home)).toEqual(before);
    expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('gets the values of its secret variables again, for its owner alone', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = makeKernel(home);
    const secrets = join(home.data_root, 'secrets/id-of-mine.json');
    await resultOf(home, 'pin', 'mine');
    writeFileAtomicSync(
      secrets,
      JSON.stringify({ schema: 1, kernel_variables: { TOKEN: 'a secret value' } }),
      0o600,
    );
    writeFileSync(join(directory, 'kernel.json'), '');
    await resultOf(home, 'restore', 'mine');
    expect(specOf(home).env.TOKEN).toBe('a secret value');
    expect(statSync(join(directory, 'kernel.json')).mode & 0o077).toBe(0);
  });

  it('stays as it is, where a secret value is no longer stored', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = makeKernel(home);
    await resultOf(home, 'pin', 'mine');
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'not a directory');
    await expect(resultOf(home, 'restore', 'mine')).rejects.toMatchObject({ code: 'secret-unknown' });
    expect(readFileSync(directory, 'utf8')).toBe('not a directory');
    expect(unfinishedMoves(home.site)).toEqual([]);
  });

  it('is frozen again if it was', async () => {
    const home = makeHome({ pretendUv: true });
    const { directory } = putKernel(home);
    await resultOf(home, 'freeze', 'mine');
    writeFileSync(join(directory, 'kernel.json'), '');
    await resultOf(home, 'restore', 'mine');
    expect((await only(home)).kernel.origin?.frozen).toMatch(/^20/);
    await resultOf(home, 'thaw', 'mine');
  });
});

describe('a kernelspec', () => {
  it.each([
    ['of another tool', (home: Home) => rmSync(join(home.environments, 'mine'), { recursive: true })],
    [
      'of an environment that cannot start',
      ({ environments }: Home) => rmSync(join(environments, 'mine/1/bin/python')),
    ],
    [
      'of a generation that keeps none',
      ({ environments }: Home) => rmSync(join(environments, 'mine/1/.create_kernel/kernelspec/kernel.json')),
    ],
  ])('%s is not restored, but can be removed', async (_, lose) => {
    const home = makeHome({ pretendUv: true });
    putKernel(home);
    addSpec(home, 'mine', (__, file) => writeFileSync(file, ''));
    lose(home);
    const { kernel, health } = await only(home);
    expect(health).toMatchObject({ state: 'kernelspec-broken', fix: 'remove' });
    expect(toTile(kernel, home.site).operations.map(({ id }) => id)).toEqual(['remove']);
    await expect(resultOf(home, 'restore', 'mine')).rejects.toMatchObject({ code: 'nothing-to-restore' });
    expect(await resultOf(home, 'remove', 'mine')).toMatchObject({ ok: true });
  });
});
