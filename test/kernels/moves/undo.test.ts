import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { emptyTrash } from '../../../src/kernels/removal/trash.js';
import { RecordingTerminal } from '../../cli/recording-terminal.js';
import { createWell } from '../../support/create.js';
import { type Home, makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { putKernel, specOf } from '../../support/published.js';
import { waitFor } from '../../support/wait.js';

const HOUR = 3_600_000;

/** The names of all files below a directory, with what they have. */
function treeOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path}: ${readFileSync(path, 'utf8').length}`)
    .sort();
}

function homeWithTwo(): Home {
  const home = makeHome({ pretendUv: true });
  putKernel(home, { locks: ['', ''] });
  mkdirSync(join(home.environments, 'mine/results'));
  return home;
}

/** What the command line says about the kernels. */
async function listed(home: Home): Promise<string> {
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
  const terminal = new RecordingTerminal();
  await main(['list'], terminal);
  vi.unstubAllEnvs();
  return terminal.talk;
}

describe('a removal', () => {
  it('can be undone for a day: the kernel comes back as it was', async () => {
    const home = homeWithTwo();
    const before = [treeOf(home.environments), specOf(home)];
    const { message, details } = await resultOf(home, 'remove', 'mine');
    expect(message).toMatch(
      /freed after 20.*`create-kernel undo mine --removal remove-[0-9a-f]{8}` brings it back; `results` in/,
    );
    expect(details).toMatchObject({ freed_now: 0, kept: [join(home.environments, 'mine/results')] });
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual([]);
    expect(readdirSync(join(home.environments, 'mine'))).toEqual(['results']);
    expect(await listed(home)).toMatch(
      /^There are no kernels\. Until 20.*, `create-kernel undo mine` brings/,
    );
    // Nothing that another operation does deletes it.
    putKernel(home, { name: 'other' });
    await resultOf(home, 'pin', 'other');
    emptyTrash(home.site, Date.now() + 23 * HOUR);
    await resultOf(home, 'remove', 'other', { now: true });
    await waitFor('the deletion', () => readdirSync(home.environments).length === 2);

    expect((await resultOf(home, 'undo', 'mine')).message).toBe('`mine` is in the launcher again');
    expect([treeOf(home.environments), specOf(home)]).toEqual(before);
    expect(readdirSync(join(home.data_root, 'removed'))).toEqual([]);
    await expect(resultOf(home, 'undo', 'mine')).rejects.toMatchObject({ code: 'kernel-not-removed' });
  });

  it('is final after the day, and frees its space', async () => {
    const home = homeWithTwo();
    await resultOf(home, 'remove', 'mine');
    emptyTrash(home.site, Date.now() + 25 * HOUR);
    await waitFor('the deletion', () => readdirSync(home.environments).every((name) => name === 'mine'));
    await waitFor('the deletion', () => readdirSync(join(home.jupyter_data, 'create_kernel')).length === 0);
    await expect(resultOf(home, 'undo', 'mine')).rejects.toMatchObject({ code: 'removal-unknown' });
  });

  it('is not undone if its name or its place is taken again, and nothing is lost', async () => {
    const home = homeWithTwo();
    await resultOf(home, 'remove', 'mine');
    mkdirSync(join(home.environments, 'mine/2'));
    await expect(resultOf(home, 'undo', 'mine')).rejects.toMatchObject({ code: 'undo-path-taken' });
    putKernel(home, { name: 'other', display_name: 'mine' });
    await expect(resultOf(home, 'undo', 'mine')).rejects.toMatchObject({ code: 'undo-name-taken' });
    expect(existsSync(join(home.environments, 'mine/1'))).toBe(false);
  });

  it('can be undone beside a newer kernel of its name, once that is renamed', async () => {
    const home = homeWithTwo();
    await resultOf(home, 'remove', 'mine');
    const { plan } = await createWell(home, { name: 'mine', packages: ['six'] });
    expect(dirname(plan.prefix)).toBe(join(home.environments, 'mine-2'));
    await expect(resultOf(home, 'undo', 'mine')).rejects.toMatchObject({ code: 'undo-name-taken' });
    await resultOf(home, 'rename', 'mine', { new_name: 'newer' });
    expect(await resultOf(home, 'undo', 'mine')).toMatchObject({ ok: true });
    expect(specOf(home)).toMatchObject({ metadata: { create_kernel: { generation: 2 } } });
    expect(specOf(home, 'newer').argv[0]).toBe(join(plan.prefix, 'bin/python'));
  });

  it('brings its own kernel back, of several with one name', async () => {
    const home = homeWithTwo();
    const marks: string[] = [];
    const remove = async () => {
      const { details, message, notes } = await resultOf(home, 'remove', 'mine');
      marks.unshift((details as { removal: string }).removal);
      expect(message).toContain(`\`create-kernel undo mine --removal ${marks[0]}\``);
      return notes;
    };
    expect(await remove()).toEqual([]);
    const { plan } = await createWell(home, { name: 'mine', packages: ['six'] });
    const [later = ''] = (await remove()) ?? [];
    expect(later).toMatch(/^Another `mine` was removed at 20.*`create-kernel undo mine --removal remove-/);
    expect(later).toContain(marks[1]);
    await expect(resultOf(home, 'undo', 'mine', { removal: 'remove-0' })).rejects.toMatchObject({
      code: 'removal-mark-unknown',
      facts: { known: marks },
    });
    const first = await resultOf(home, 'undo', 'mine', { removal: marks[1] });
    expect(specOf(home)).toMatchObject({ metadata: { create_kernel: { generation: 2 } } });
    expect(first.notes).toEqual([expect.stringContaining(`--removal ${marks[0]}`)]);
    await resultOf(home, 'rename', 'mine', { new_name: 'older' });
    await resultOf(home, 'undo', 'mine');
    expect(specOf(home).argv[0]).toBe(join(plan.prefix, 'bin/python'));
  });
});
