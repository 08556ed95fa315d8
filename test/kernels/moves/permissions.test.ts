/** Moves on file systems that do not let them: each is refused before its first action, and works once it may. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unfinishedMoves } from '../../../src/kernels/moves/unfinished.js';
import { type Home, makeHome } from '../../support/home.js';
import { makeReadOnly, mayMount, mountSmall, unmountAll } from '../../support/mount.js';
import { resultOf } from '../../support/operate.js';
import { putKernel } from '../../support/published.js';

const settings = { build_on: { clusters: [] } };

/** Every path of the kernels. */
function placesOf({ environments, jupyter_data }: Home): string[] {
  return [environments, jupyter_data].flatMap((directory) => {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    return names.map((name) => join(directory, name)).sort();
  });
}

type Call = [id: string, given?: Record<string, unknown>];

/** What is done, after what, while which place is read-only. */
const readOnly: [call: Call, before: Call, place: 'environments' | 'jupyter_data'][] = [
  [['remove'], ['pin'], 'environments'],
  [['remove'], ['pin'], 'jupyter_data'],
  [['remove', { now: true }], ['pin'], 'environments'],
  [['undo'], ['remove'], 'environments'],
  [['undo'], ['remove'], 'jupyter_data'],
  [['prune', { keep: 0 }], ['pin'], 'environments'],
  [['rename', { new_name: 'other' }], ['pin'], 'environments'],
  [['rename', { new_name: 'other' }], ['pin'], 'jupyter_data'],
  [['freeze'], ['pin'], 'environments'],
  [['thaw'], ['freeze'], 'environments'],
];

const refused = (path: string, reason: string) => ({
  code: 'directory-not-writable',
  message: expect.stringMatching(new RegExp(`${path}.*: ${reason}`)),
});

describe.skipIf(!mayMount)('a move', () => {
  it.each(readOnly)(
    '%j after %j changes nothing while %s is read-only, and works later',
    async (call, before, place) => {
      const home = makeHome({ pretendUv: true, settings });
      putKernel(home, { locks: ['', ''] });
      const run = ([id, given]: Call) => resultOf(home, id, 'mine', given);
      await run(before);
      const places = placesOf(home);
      makeReadOnly(home, home[place]);
      await expect(run(call)).rejects.toMatchObject(refused(home[place], 'the file system is read-only'));
      expect(placesOf(home)).toEqual(places);
      expect(unfinishedMoves(home.site)).toEqual([]);
      unmountAll(home);
      expect(await run(call)).toMatchObject({ ok: true });
      if (call[0] === 'freeze') await run(['thaw']);
    },
  );

  it('that fails at its first action holds up nothing', async () => {
    const home = makeHome({ pretendUv: true, settings });
    const file = join(putKernel(home, { locks: ['', ''] }).directory, 'kernel.json');
    // No rename replaces a mount point.
    execFileSync('mount', ['--bind', file, file]);
    onTestFinished(() => unmountAll(home));
    await expect(resultOf(home, 'freeze', 'mine')).rejects.toMatchObject(
      refused(dirname(file), 'resource busy'),
    );
    expect(unfinishedMoves(home.site)).toEqual([]);
    expect(await resultOf(home, 'pin', 'mine')).toMatchObject({ ok: true });
  });

  it('that no rename can do changes nothing', async () => {
    const home = makeHome({ pretendUv: true, settings });
    mountSmall(home, join(home.environments, 'mine'), 'size=4m');
    putKernel(home, { locks: ['', ''] });
    const places = placesOf(home);
    const remove = resultOf(home, 'remove', 'mine');
    await expect(remove).rejects.toMatchObject(
      refused(home.environments, 'it is on another file system than'),
    );
    expect(placesOf(home)).toEqual(places);
    expect(unfinishedMoves(home.site)).toEqual([]);
  });
});
