/** The display name, the name, and the notebooks that use a kernel. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../../src/base/errors.js';
import { findKernel } from '../../../src/kernels/find-kernel.js';
import { unfinishedMoves } from '../../../src/kernels/moves/unfinished.js';
import { makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { putKernel, specOf } from '../../support/published.js';

const homeWith = (options: Parameters<typeof putKernel>[1] = {}) => {
  const home = makeHome({ pretendUv: true });
  return { home, ...putKernel(home, options) };
};

describe('the display name', () => {
  it('is changed at once, and stays after a rollback', async () => {
    const { home } = homeWith({ locks: ['', ''] });
    await resultOf(home, 'set-display-name', 'mine', { text: 'Climate “2026”' });
    expect(specOf(home)).toMatchObject({
      display_name: 'Climate “2026”',
      metadata: {
        create_kernel: { generation: 2, recipe: { name: 'mine', display_name: 'Climate “2026”' } },
      },
    });
    await resultOf(home, 'rollback', 'mine');
    expect(specOf(home)).toMatchObject({
      display_name: 'Climate “2026”',
      metadata: { create_kernel: { generation: 1 } },
    });
  });

  it.each([
    ['of another kernel', { text: 'other' }, 'display-name-taken'],
    ['that is missing', {}, 'argument-missing'],
    ['with control characters', { text: 'a\u0007b' }, undefined],
  ])('cannot be one %s', async (_, given, code) => {
    const { home } = homeWith();
    putKernel(home, { name: 'other' });
    const change = resultOf(home, 'set-display-name', 'mine', given);
    await expect(change).rejects.toMatchObject(code ? { code } : { exit: 2 });
    expect(specOf(home).display_name).toBe('mine');
  });
});

describe('renaming a kernel', () => {
  it('gives it one new tile and leaves its environments where they are', async () => {
    const { home, prefix } = homeWith({ locks: ['', ''] });
    const { message } = await resultOf(home, 'rename', 'mine', { new_name: 'climate' });
    expect(message).toBe('`mine` is `climate` now');
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['climate']);
    expect(specOf(home, 'climate')).toMatchObject({
      ...{
        display_name: 'climate',
        argv: [`${prefix(2)}/bin/python`],
        env: { CREATE_KERNEL_NAME: 'climate' },
      },
      metadata: { create_kernel: { recipe: { name: 'climate', display_name: '' } } },
    });
    await resultOf(home, 'rollback', 'climate');
    expect(specOf(home, 'climate')).toMatchObject({
      ...{ display_name: 'climate', env: { CREATE_KERNEL_NAME: 'climate' } },
    });
    expect((await resultOf(home, 'remove', 'climate', { now: true })).ok).toBe(true);
    expect(existsSync(prefix(1))).toBe(false);
  });

  it.each([
    ['other', 'kernel-exists'],
    ['OTHER', 'kernel-exists'],
    ['mine', 'name-unchanged'],
    ['../..', 'name-empty'],
    ['x'.repeat(300), 'display-name-length'],
    ['python3', 'name-reserved'],
  ])('to %s is refused', async (new_name, code) => {
    const { home } = homeWith();
    putKernel(home, { name: 'other' });
    const refused = await resultOf(home, 'rename', 'mine', { new_name }).catch(userErrorsOf);
    expect(refused).toMatchObject([{ code }]);
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['mine', 'other']);
  });

  it.each<[string, (path: string) => void]>([
    [
      'a directory with other files',
      (path) => {
        mkdirSync(path);
        writeFileSync(join(path, 'notes.txt'), '');
      },
    ],
    ['a file', (path) => writeFileSync(path, '')],
    ['a link to nothing', (path) => symlinkSync('nothing', path)],
  ])('to the name of %s is refused, and nothing is blocked by it', async (_, put) => {
    const { home } = homeWith();
    const path = join(home.jupyter_data, 'kernels/climate');
    put(path);
    const renaming = resultOf(home, 'rename', 'mine', { new_name: 'climate' });
    await expect(renaming).rejects.toMatchObject({
      code: 'path-taken',
      message: expect.stringContaining(path),
    });
    expect(unfinishedMoves(home.site)).toEqual([]);
    expect(await resultOf(home, 'set-display-name', 'mine', { text: 'Mine' })).toMatchObject({ ok: true });
  });

  it('takes the place of an empty directory', async () => {
    const { home } = homeWith();
    mkdirSync(join(home.jupyter_data, 'kernels/climate'));
    expect(await resultOf(home, 'rename', 'mine', { new_name: 'climate' })).toMatchObject({ ok: true });
    expect(readdirSync(join(home.jupyter_data, 'kernels'))).toEqual(['climate']);
  });

  it.each([
    ['Three', 'mine', { name: 'three', display_name: 'Three' }],
    ['Météo (été)', 'Mine', { name: 'meteo-ete', display_name: 'Météo (été)' }],
    ['three', 'Mine', { name: 'three', display_name: 'three' }],
    ['Three', 'For my thesis', { name: 'three', display_name: 'For my thesis' }],
  ])(
    'to %s gives it the names of a new kernel, beside the display name “%s”',
    async (new_name, display_name, now) => {
      const { home } = homeWith({ display_name });
      expect((await resultOf(home, 'rename', 'mine', { new_name })).kernel).toBe(now.name);
      expect(specOf(home, now.name).display_name).toBe(now.display_name);
    },
  );

  it('to its own name in another case is shown so, as a new kernel is, unless it has another display name', async () => {
    const { home } = homeWith();
    const { message } = await resultOf(home, 'rename', 'mine', { new_name: 'Mine' });
    expect(message).toBe('`mine` keeps its name, and is shown as “Mine” now');
    expect(specOf(home)).toMatchObject({ display_name: 'Mine' });
    const again = (new_name: string) => resultOf(home, 'rename', 'mine', { new_name });
    await expect(again('Mine')).rejects.toMatchObject({ code: 'name-unchanged' });
    await resultOf(home, 'set-display-name', 'mine', { text: 'For my thesis' });
    await expect(again('MINE')).rejects.toMatchObject({ code: 'name-unchanged' });
  });

  it('is found by each of its former names, until another kernel has that', async () => {
    const { home } = homeWith();
    const find = (name: string) => findKernel(name, home.site);
    await resultOf(home, 'rename', 'mine', { new_name: 'climate' });
    await resultOf(home, 'rename', 'climate', { new_name: 'weather' });
    for (const name of ['mine', 'Mine', 'climate'])
      await expect(find(name)).rejects.toMatchObject({
        ...{ code: 'kernel-renamed', facts: { name, now: 'weather' } },
      });
    await expect(find('../renamed/mine')).rejects.toMatchObject({ code: 'kernel-unknown' });
    putKernel(home, { id: 'other', name: 'other' });
    await resultOf(home, 'rename', 'other', { new_name: 'mine' });
    expect((await find('mine')).origin?.id).toBe('other');
    await resultOf(home, 'remove', 'weather');
    await expect(find('climate')).rejects.toMatchObject({ code: 'kernel-unknown' });
    await expect(find('weather')).rejects.toMatchObject({
      code: 'kernel-removed',
      hint: expect.stringMatching(
        /`create-kernel undo weather --removal remove-[0-9a-f]{8}`, brings it back/,
      ),
    });
  });

  /** A notebook with unusual but correct formatting, which has to stay. */
  const notebook = (kernel: string) =>
    `{"cells": [{"source": "kernelspec = {\\"name\\": \\"mine\\"}"}],\n  "metadata":{"x": 1.0, "kernelspec" : {"name" :"${kernel}", "display_name":"Old", "language": "python"}}, "nbformat": 4}\n`;

  it('changes the kernel of notebooks on request, and nothing else in them, and keeps a copy', async () => {
    const { home } = homeWith({ display_name: 'My “one”' });
    const work = join(home.home, 'work');
    mkdirSync(join(work, 'deep'), { recursive: true });
    mkdirSync(join(work, '.ipynb_checkpoints'));
    const files = { a: 'mine', 'deep/b': 'mine', c: 'other', '.ipynb_checkpoints/a': 'mine' };
    for (const [name, kernel] of Object.entries(files))
      writeFileSync(join(work, `${name}.ipynb`), notebook(kernel));
    writeFileSync(join(work, 'torn.ipynb'), '{"metadata":');
    symlinkSync(join(work, 'a.ipynb'), join(work, 'link.ipynb'));
    const given = { new_name: 'climate', notebooks: '~/work' };
    const preview = await resultOf(home, 'rename', 'mine', { ...given, dry_run: true });
    expect(preview.notes?.join('\n')).toContain(`Change the kernel of \`${work}/deep/b.ipynb\``);
    expect(readFileSync(join(work, 'a.ipynb'), 'utf8')).toBe(notebook('mine'));

    const { message, details } = await resultOf(home, 'rename', 'mine', given);
    expect(message).toContain('in 2 notebooks too');
    const wanted = notebook('climate').replace('"Old"', JSON.stringify('My “one”'));
    const { notebooks, backups } = details as { notebooks: string[]; backups: string };
    expect(notebooks).toEqual([join(work, 'a.ipynb'), join(work, 'deep/b.ipynb')]);
    for (const path of notebooks) {
      expect(readFileSync(path, 'utf8')).toBe(wanted);
      expect(readFileSync(join(backups, path), 'utf8')).toBe(notebook('mine'));
    }
    expect(readFileSync(join(work, 'c.ipynb'), 'utf8')).toBe(notebook('other'));
  });

  it('says when the directory of notebooks is none', async () => {
    const { home } = homeWith();
    const change = resultOf(home, 'rename', 'mine', { new_name: 'climate', notebooks: 'work' });
    await expect(change).rejects.toMatchObject({ code: 'notebooks-path' });
  });
});
