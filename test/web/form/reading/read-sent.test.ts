import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Pointed } from '../../../../src/web/form/reading/pointed.js';
import { readSent } from '../../../../src/web/form/reading/read-sent.js';
import { makeHome } from '../../../support/home.js';
import { zip } from '../../../support/zip.js';

const home = makeHome({ shared: true });
const pointed = new Pointed();
const context = { site: () => home.site, equipped: () => home.equip(), pointed: async () => pointed };

/** A sent form as multer leaves it. */
function read(fields: Record<string, string>, ...files: { name: string; bytes: Buffer }[]) {
  const kept = files.map(({ name, bytes }) => ({ originalname: name, size: bytes.length, buffer: bytes }));
  return readSent(context, { body: fields, files: kept });
}

describe('A sent form with a zip archive', () => {
  it('gets the packages of its list, and says what was read', async () => {
    const bytes = zip([
      { name: 'repo/environment.yml', text: 'dependencies: [numpy>=2]\n' },
      { name: 'repo/postBuild', text: '#!/bin/bash' },
    ]);
    const { draft, notes, errors } = await read({}, { name: 'repo.zip', bytes });
    expect(draft?.packages.map(({ text }) => text)).toEqual(['numpy>=2']);
    expect(errors.map(({ code }) => code)).toEqual(['name-empty']);
    expect(notes[0]).toContain('these files were read: `environment.yml`');
    expect(notes[1]).toContain('`postBuild` was left out');
  });

  it('keeps the other fields if the archive is refused, with the reason at the file', async () => {
    const bytes = zip([{ name: '../environment.yml', text: '' }]);
    const { values, errors } = await read({ kernel_packages: 'six' }, { name: 'bad.zip', bytes });
    expect(values).toEqual({ kernel_packages: 'six' });
    expect(errors).toContainEqual(expect.objectContaining({ code: 'archive-refused', field: 'upload' }));
  });
});

describe('A sent form with the path of a folder as its text', () => {
  it('gets what the folder asks for', async () => {
    const folder = join(home.home, 'project');
    mkdirSync(folder);
    writeFileSync(join(folder, 'requirements.txt'), 'numpy\n');
    for (const typed of [folder, `${folder}/`, '~/project']) {
      const { recipe, notes } = await read({ kernel_name: 'demo', kernel_packages: typed });
      expect(recipe?.packages.map(({ text }) => text)).toEqual(['numpy']);
      expect(notes[0]).toContain('Of the folder `project`');
    }
  });

  it('is a problem of its field if nothing there can be used, or if it is missing', async () => {
    const empty = join(home.home, 'empty');
    mkdirSync(empty);
    const { values, errors } = await read({ kernel_name: 'demo', kernel_packages: empty });
    expect(values.kernel_packages).toBe(empty);
    expect(errors[0]).toMatchObject({ code: 'folder-names-nothing', field: 'packages' });
    const missing = await read({ kernel_name: 'demo', kernel_packages: join(empty, 'none') });
    expect(missing.errors[0]).toMatchObject({ code: 'file-missing' });
  });
});

describe('A sent form with the path of a file as its text', () => {
  const place = (name: string, text: string) => {
    const path = join(home.home, name);
    writeFileSync(path, text);
    return path;
  };

  it('gets what the file asks for', async () => {
    const path = place('lab.yml', 'dependencies: [python=3.11, {pip: [six]}]\n');
    for (const typed of [path, '~/lab.yml', ` ${path}\n`]) {
      const { recipe } = await read({ kernel_name: 'demo', kernel_packages: typed });
      expect(recipe).toMatchObject({ name: 'demo', language_version: '3.11' });
    }
  });

  it.each([
    ['empty', () => place('none.txt', ''), 'nothing-asked-for'],
    ['larger than an upload may be', () => place('large.txt', 'a'.repeat(2_100_000)), 'file-too-large'],
    ['no file', () => '/dev/null', 'file-missing'],
    ['missing', () => '/proc/nonexistent/environment.yml', 'file-missing'],
    ['missing, and perhaps a folder', () => '~/nonexistent', 'file-missing'],
    ['the start of an error message', () => '/usr/bin/python3: No module named yaml', undefined],
  ])('keeps the path, with the reason, if it is %s', async (_, make, code) => {
    const path = make();
    const { values, errors } = await read({ kernel_name: 'demo', kernel_packages: path });
    expect(values.kernel_packages).toBe(path);
    expect(errors[0]?.code).toBe(code);
  });
});
