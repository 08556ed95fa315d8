/** Moves on full file systems: the kernel stays as it was, and the error names what is full. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unfinishedMoves } from '../../../src/kernels/moves/unfinished.js';
import { type Home, makeHome } from '../../support/home.js';
import { mayMount, mountSmall } from '../../support/mount.js';
import { resultOf } from '../../support/operate.js';
import { putKernel } from '../../support/published.js';

/** Fills what is left of a file system, and of each of its blocks. */
function fill(directory: string): string {
  const path = join(directory, 'ballast');
  for (const size of [2_000_000, 4096]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // There is no room for so much now.
    }
  }
  return path;
}

const launcherOf = ({ jupyter_data }: Home) =>
  readdirSync(join(jupyter_data, 'kernels')).map((name) =>
    readFileSync(join(jupyter_data, 'kernels', name, 'kernel.json'), 'utf8'),
  );

const places = {
  jupyter_data: (home: Home) => home.jupyter_data,
  data_root: (home: Home) => home.data_root,
  environments: (home: Home) => home.environments,
  notebooks: (home: Home) => home.home,
} as const;

type Case = [id: string, given: Record<string, unknown>, full: keyof typeof places, before?: string];

const cases: Case[] = [
  ['rollback', {}, 'jupyter_data'],
  ['set-display-name', { text: 'Another' }, 'jupyter_data'],
  ['freeze', {}, 'jupyter_data'],
  ['freeze', {}, 'data_root'],
  ['rename', { new_name: 'other' }, 'jupyter_data'],
  ['rename', { new_name: 'other' }, 'environments'],
  ['rename', { new_name: 'other' }, 'data_root'],
  ['rename', { new_name: 'other', notebooks: '~' }, 'notebooks'],
  ['remove', {}, 'data_root'],
  ['undo', {}, 'data_root', 'remove'],
  ['thaw', {}, 'jupyter_data', 'freeze'],
  ['restore', {}, 'jupyter_data'],
  ['prune', { keep: 0 }, 'data_root'],
];

describe.skipIf(!mayMount)('a move on a full file system', () => {
  it.each(cases)(
    '%s %j with %s full changes nothing, and works once there is room',
    async (id, given, full, earlier) => {
      const home = makeHome({ pretendUv: true });
      const place = places[full](home);
      mountSmall(home, place, 'size=1m');
      putKernel(home, { locks: ['', ''] });
      const metadata = { kernelspec: { name: 'mine', display_name: 'mine' } };
      writeFileSync(join(home.home, 'a.ipynb'), JSON.stringify({ metadata }));
      mkdirSync(home.data_root, { recursive: true });
      if (earlier) await resultOf(home, earlier, 'mine');
      const before = launcherOf(home);
      const ballast = fill(place);
      await expect(resultOf(home, id, 'mine', given)).rejects.toMatchObject({
        code: 'directory-not-writable',
        message: expect.stringMatching(new RegExp(`${place}.*: the file system is full`)),
      });
      expect(launcherOf(home)).toEqual(before);
      expect(unfinishedMoves(home.site)).toEqual([]);
      expect(readdirSync(home.directory, { recursive: true }).join('\n')).not.toContain('create_kernel-room');
      rmSync(ballast);
      expect(await resultOf(home, id, 'mine', given)).toMatchObject({ ok: true });
      if (id === 'freeze') await resultOf(home, 'thaw', 'mine');
    },
  );
});

describe.skipIf(!mayMount)('a file system that has everything and is full', () => {
  /** With two kernels; the first change of one keeps the reserve. */
  async function fullHome(): Promise<Home> {
    const home = makeHome({ pretendUv: true, settings: { build_on: { clusters: [] } } });
    mountSmall(home, home.environments, 'size=4m');
    for (const directory of [home.jupyter_data, home.data_root]) {
      const own = join(home.environments, `.${basename(directory)}`);
      for (const path of [directory, own]) mkdirSync(path);
      execFileSync('mount', ['--bind', own, directory]);
    }
    for (const name of ['mine', 'other']) putKernel(home, { name, locks: ['', ''] });
    await resultOf(home, 'set-display-name', 'mine', { text: 'Mine' });
    fill(home.environments);
    return home;
  }

  it.each<[string, Record<string, unknown>]>([
    ['remove', { now: true }],
    ['remove', {}],
    ['prune', { keep: 0 }],
  ])('lets %s %j free space, and keeps a reserve again', async (id, given) => {
    const home = await fullHome();
    await expect(resultOf(home, 'pin', 'other')).rejects.toMatchObject({
      message: expect.stringContaining('the file system is full'),
    });
    expect(await resultOf(home, id, 'mine', given)).toMatchObject({ ok: true });
    expect(unfinishedMoves(home.site)).toEqual([]);
    expect(statSync(join(home.data_root, 'reserve')).size).toBeGreaterThanOrEqual(16_384);
    rmSync(join(home.environments, 'ballast'));
    expect(await resultOf(home, 'pin', 'other')).toMatchObject({ ok: true });
  });
});
