/** Moves on full file systems: the kernel stays as it was, and the error names what is full. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unfinishedMoves } from '../../../src/kernels/moves/unfinished.js';
import { type Home, makeHome } from '../../support/home.js';
import { mayMount, mountSmall } from '../../support/mount.js';
import { resultOf } from '../../support/operate.js';
import { putKernel } from '../../support/published.js';

/** Fills what is left of a file system, and of each of its blocks. */
function fill(directory: string): string {
  const path = join(directory, 'ballast');
  try {
    writeFileSync(path, Buffer.alloc(2_000_000));
  } catch {
    // It is full now.
  }
  return path;
}

const specOf = ({ jupyter_data }: Home) =>
  readFileSync(join(jupyter_data, 'kernels/mine/kernel.json'), 'utf8');

const places = {
  jupyter_data: (home: Home) => home.jupyter_data,
  data_root: (home: Home) => home.data_root,
  environments: (home: Home) => home.environments,
  notebooks: (home: Home) => home.home,
} as const;

type Case = [id: string, given: Record<string, unknown>, full: keyof typeof places];

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
];

describe.skipIf(!mayMount)('a move on a full file system', () => {
  it.each(cases)(
    '%s %j with %s full changes nothing, and works once there is room',
    async (id, given, full) => {
      const home = makeHome({ pretendUv: true });
      const place = places[full](home);
      mountSmall(home, place, 'size=1m');
      putKernel(home, { locks: ['', ''] });
      const metadata = { kernelspec: { name: 'mine', display_name: 'mine' } };
      writeFileSync(join(home.home, 'a.ipynb'), JSON.stringify({ metadata }));
      mkdirSync(home.data_root, { recursive: true });
      const before = specOf(home);
      const ballast = fill(place);
      await expect(resultOf(home, id, 'mine', given)).rejects.toMatchObject({
        code: 'directory-not-writable',
        message: expect.stringMatching(new RegExp(`${place}.*: the file system is full`)),
      });
      expect(specOf(home)).toBe(before);
      expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['mine']);
      expect(unfinishedMoves(home.site)).toEqual([]);
      expect(readdirSync(home.directory, { recursive: true }).join('\n')).not.toContain('create_kernel-room');
      rmSync(ballast);
      expect(await resultOf(home, id, 'mine', given)).toMatchObject({ ok: true });
      if (id === 'freeze') await resultOf(home, 'thaw', 'mine');
    },
  );
});
