import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/builds/diagnosis/diagnose.js';
import { fullDirectory, lacksRoomForEnvironments } from '../../../src/builds/diagnosis/full-directory.js';
import type { Room } from '../../../src/builds/runner/measures/room.js';
import { directoryUses } from '../../../src/site/directories/uses.js';

const roomy = { free_bytes: 62e9, free_files: 5e6, used_up: false };
const used = { free_bytes: 0, free_files: 5e6, used_up: true };

/** The directories that a step writes; those that are named have no space left. */
function rooms(...full: string[]): Room[] {
  return [
    { path: '/envs', use: directoryUses.environments },
    { path: '/tmp', use: directoryUses.temporary },
    { path: '/home/ada/jupyter', use: directoryUses.kernels },
    { path: '/home/ada/data', use: directoryUses.data },
  ].map((room, device) => ({
    ...{ ...room, device, paths: [room.path, ...(device === 0 ? ['/tmp/home/.package-cache'] : [])] },
    ...(full.includes(room.path) ? used : roomy),
  }));
}

const said = (text: string) => [{ line: 7, text }];
const NO_SPACE = 'OSError: [Errno 28] No space left on device';

describe('the directory that is full', () => {
  it.each<[string, string, string[], string]>([
    ['is the one without space', NO_SPACE, ['/tmp'], '/tmp'],
    ['is not the one that is named and has space', `${NO_SPACE}: '/envs/mine/1/a'`, ['/tmp'], '/tmp'],
    ['is the named one of several', `${NO_SPACE}: '/tmp/pip-x/a'`, ['/envs', '/tmp'], '/tmp'],
    [
      'is the named one, if a quota counts',
      "Disk quota exceeded: '/home/ada/jupyter/x'",
      [],
      '/home/ada/jupyter',
    ],
    ['is that of the environment, if nothing else is known', NO_SPACE, [], '/envs'],
    ['is that of the package cache, where it is', `${NO_SPACE}: '/tmp/home/.package-cache/x'`, [], '/envs'],
  ])('%s', (_, text, full, path) => {
    expect(fullDirectory(said(text), rooms(...full))?.path).toBe(path);
  });

  it('decides whether packages that were downloaded have to be deleted', () => {
    const lacks = (text: string, ...full: string[]) =>
      lacksRoomForEnvironments({ lines: said(text), rooms: rooms(...full) });
    expect([lacks('error', '/envs'), lacks(NO_SPACE)]).toEqual([true, true]);
    expect([lacks('error'), lacks(NO_SPACE, '/tmp')]).toEqual([false, false]);
    expect(lacks(`${NO_SPACE}: '/tmp/home/.package-cache/x'`)).toBe(true);
  });

  it('is not guessed if all of them have space', () => {
    const lines = said(NO_SPACE);
    const space = fullDirectory(lines, rooms());
    const { message } = diagnose({ phase: 'install', exit: 1, lines, ...(space && { space }) });
    expect(message).toBe(
      'The disk is full: for a time, a file system that the step writes to had no more space',
    );
  });

  it.each([
    ['/envs', 'which holds the environments of this location', 'choose another location'],
    ['/tmp', 'which holds the temporary files of the tools', '`TMPDIR` in the setting `environment`'],
    ['/home/ada/jupyter', 'which holds your kernelspecs', 'set `jupyter_data`'],
    ['/home/ada/data', 'which holds the builds and logs of Create Kernel', 'set `data_root`'],
  ])('is reported with its use and the setting that moves it: %s', (path, holds, move) => {
    const lines = said(NO_SPACE);
    const space = fullDirectory(lines, rooms(path));
    const { code, message, hint } = diagnose({ phase: 'install', exit: 1, lines, ...(space && { space }) });
    expect(code).toBe('disk-full');
    expect(message).toContain(`\`${path}\` (0 MB and 5000000 files free), ${holds}`);
    expect(hint).toContain(move);
  });
});
