import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDirectory, readNamedFile } from '../../src/given/directory.js';
import { filesOfFolder } from '../../src/given/folder-files.js';
import { textOfFile } from '../../src/recipe/formats/files/decode.js';
import { understandTexts } from '../../src/recipe/intake/understand.js';
import { makeFifo } from '../support/fifo.js';

function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = join(mkdtempSync(join(tmpdir(), 'folder-')), 'project');
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function read(root: string) {
  const files = await filesOfFolder(await listDirectory(root));
  const { packages, languageVersion, notes, problems } = understandTexts(files.map(textOfFile));
  return {
    packages: packages.map(({ spec }) => spec.text),
    files: packages.map(({ file }) => file),
    version: languageVersion,
    notes: notes.map(({ text }) => text),
    problems: problems.map(({ error }) => error.code),
  };
}

describe('A folder', () => {
  it('gives the packages of its list, and says what was read and what was not', async () => {
    const root = makeFolder({
      'binder/requirements.txt': '-r more/base.txt\nnumpy\n',
      'binder/more/base.txt': 'six\n',
      'binder/apt.txt': 'libgl1\n',
      'binder/runtime.txt': 'python-3.11\n',
      'binder/postBuild': '#!/bin/bash\n',
      'requirements.txt': 'pandas\n',
      'a.ipynb': '{}',
    });
    const { packages, files, version, notes, problems } = await read(root);
    expect({ packages, version, problems }).toEqual({
      packages: ['numpy', 'six'],
      version: '3.11',
      problems: [],
    });
    expect(files).toEqual(['binder/requirements.txt', 'binder/more/base.txt']);
    expect(notes).toEqual(
      expect.arrayContaining([
        'Of the folder `project`, these files were read: `binder/requirements.txt`, `binder/more/base.txt`, `binder/apt.txt`, `binder/runtime.txt`',
        '`binder/postBuild` was left out: it is a script to run after the installation, which is not run for a kernel',
        '`requirements.txt` was left out: `binder/` is where the lists are',
        '`libgl1` was left out: only an administrator can install system packages',
        'Another file of the folder was not read',
      ]),
    );
  });

  it('gives the list that the one of binder/ names', async () => {
    const root = makeFolder({
      'binder/requirements.txt': '-r ../requirements.txt\nnumpy\n',
      'requirements.txt': 'pandas\n',
    });
    const { packages, notes, problems } = await read(root);
    expect({ packages, problems }).toEqual({ packages: ['numpy', 'pandas'], problems: [] });
    expect(notes.filter((note) => note.includes('left out'))).toEqual([]);
  });

  it('gives what its notebooks and scripts import, without its own modules', async () => {
    const cell = { cell_type: 'code', source: 'import numpy\nimport helper\nimport tools', outputs: [] };
    const root = makeFolder({
      'one/a.ipynb': JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4 }),
      'helper.py': 'import pandas\n',
      'tools/__init__.py': '',
      '.venv/lib/x.py': 'import scipy\n',
      'lib/site-packages/y.py': 'import scipy\n',
    });
    const { packages, problems } = await read(root);
    expect({ packages: packages.sort(), problems }).toEqual({ packages: ['numpy', 'pandas'], problems: [] });
  });

  it('reads no link out of it, nothing that waits, and nothing that is too large', async () => {
    const root = makeFolder({ 'a.py': 'import numpy\n', 'big.py': '' });
    const outside = makeFolder({ 'secret.py': 'import scipy\n' });
    symlinkSync(join(outside, 'secret.py'), join(root, 'secret.py'));
    symlinkSync(outside, join(root, 'other'));
    symlinkSync(join(root, 'a.py'), join(root, 'again.py'));
    symlinkSync('nowhere', join(root, 'broken.py'));
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    truncateSync(join(root, 'big.py'), 6_000_000);
    const { packages, notes } = await read(root);
    expect(packages).toEqual(['numpy']);
    expect(notes).toEqual(
      expect.arrayContaining([
        '`secret.py` was left out: it is a link to a file outside the folder',
        '`other` was left out: it is a link to a file outside the folder',
        '`broken.py` was left out: it is a link to a missing file',
        '`pipe.py` was left out: it is not a file',
        '`big.py` was left out: it is larger than 5 MB',
      ]),
    );
  });

  it('reports a list that reaches out of it or is missing', async () => {
    const root = makeFolder({ 'requirements.txt': 'numpy\n-r ../other.txt\n-r missing.txt\n' });
    expect(await read(root)).toMatchObject({
      packages: ['numpy'],
      problems: ['package-is-path', 'package-file-include'],
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'folder-names-nothing'],
    ['only other files', { 'README.md': 'Text', 'data.csv': '1,2' }, 'folder-names-nothing'],
    [
      'too much code',
      Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.py`, ''])),
      'folder-too-large',
    ],
  ])('with %s is refused', async (_, files, code) => {
    await expect(read(makeFolder(files))).rejects.toMatchObject({ code });
  });

  it('that takes too long to list is refused, or read with a note where its list was found', async () => {
    const files = { 'program.py': 'import numpy', 'inside/more.py': 'import scipy' };
    const listed = async (root: string) => filesOfFolder(await listDirectory(root, { seconds: 0 }));
    const incomplete = 'Only what could be listed in 0 seconds was looked at';
    await expect(listed(makeFolder(files))).rejects.toMatchObject({
      code: 'folder-not-listed',
      facts: { folder: 'project', incomplete },
    });
    const [list] = await listed(makeFolder({ ...files, 'binder/requirements.txt': 'numpy' }));
    expect(list?.path).toBe('binder/requirements.txt');
    expect(list?.about).toContainEqual({
      kind: 'note',
      text: `${incomplete}: those that are further inside are not known`,
    });
  });

  it('with more entries than are listed is listed from above', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`data/${n}`, '']));
    const root = makeFolder({ 'program.py': 'import numpy', ...many, 'inside/more.py': '' });
    const { entries, incomplete } = await listDirectory(root, { entries: 20 });
    expect(entries[0]?.path).toBe('program.py');
    // Directories count too: the folder itself and two others.
    expect(entries).toHaveLength(17);
    expect(incomplete).toMatch(/^Only its first/);
  });

  it('with a list that is too large is refused', async () => {
    const root = makeFolder({ 'requirements.txt': '' });
    truncateSync(join(root, 'requirements.txt'), 6_000_000);
    await expect(read(root)).rejects.toMatchObject({ code: 'file-too-large' });
  });

  it('that is missing is refused', async () => {
    await expect(listDirectory('/nowhere')).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('A file that is named by its path', () => {
  it('is a pipe only where one is expected', async () => {
    const path = join(makeFolder({}), 'pipe');
    makeFifo(path);
    const refused = readNamedFile(path, { megabytes: 1 });
    await expect(refused).rejects.toMatchObject({ code: 'file-missing', facts: { file: path } });
    const read = readNamedFile(path, { megabytes: 1, pipes: true });
    await writeFile(path, 'numpy');
    expect(await read).toMatchObject({ name: 'pipe', bytes: Buffer.from('numpy') });
  });

  it.each([false, true])('is no folder: with pipes %s', async (pipes) => {
    const path = makeFolder({});
    const refused = readNamedFile(path, { megabytes: 1, pipes, field: 'smoke_code' });
    await expect(refused).rejects.toMatchObject({ code: 'file-missing', field: 'smoke_code' });
  });

  it('has a limit of its size', async () => {
    const path = join(makeFolder({ large: '' }), 'large');
    truncateSync(path, 1_000_001);
    const refused = readNamedFile(path, { megabytes: 1 });
    await expect(refused).rejects.toMatchObject({ code: 'file-too-large', facts: { most: '1 MB' } });
  });
});
