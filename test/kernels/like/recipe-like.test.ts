/** Real interpreters, which list the packages of their environments. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recipeLike } from '../../../src/kernels/like/recipe-like.js';
import { asJson } from '../../support/as-json.js';
import { createWell } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { makeVenv, put } from '../../support/venv.js';

const venv = await makeVenv([]);
afterAll(venv.remove);
const version = /python(\d+\.\d+)/.exec(venv.sitePackages)?.[1] ?? '';
const install = (name: string, needs: string[] = []) =>
  put(
    join(venv.sitePackages, `${name}-1.0.dist-info/METADATA`),
    [
      'Metadata-Version: 2.1',
      `Name: ${name}`,
      'Version: 1.0',
      ...needs.map((each) => `Requires-Dist: ${each}`),
      '',
    ].join('\n'),
  );
await install('pandas', ['numpy (>=1.20) ; python_version >= "3"', 'openpyxl ; extra == "excel"']);
await install('numpy');
await install('openpyxl');
await put(join(venv.sitePackages, 'broken-1.0.dist-info/METADATA'), '\0\0');

const central = join(venv.directory, 'central');
const home = makeHome({ pretendUv: true, shared: true, settings: { system_jupyter_path: [central] } });

function putKernel(name: string, argv: string[], more: object = {}): void {
  const directory = join(central, 'kernels', name);
  mkdirSync(directory, { recursive: true });
  const spec = { argv, display_name: name.toUpperCase(), language: 'python', ...more };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
}

const words = ['-m', 'ipykernel_launcher', '-f', '{connection_file}'];

describe('a kernel like one that others made', () => {
  it('has its packages and its Python, by either of its names', async () => {
    putKernel('lab', [venv.python, ...words]);
    for (const name of ['lab', 'LAB']) {
      const { kernel, recipe } = await recipeLike(name, home.site);
      expect(kernel).toMatchObject({ name: 'lab', owner: 'central' });
      expect(asJson(recipe)).toMatchObject({
        packages: ['openpyxl==1.0', 'pandas==1.0'],
        language_version: version,
        display_name: '',
      });
    }
  });

  it('has none of the user’s own packages, but those that its variables lead to', async () => {
    const more = join(venv.directory, 'more');
    await put(join(more, 'six-2.0.dist-info/METADATA'), 'Metadata-Version: 2.1\nName: six\nVersion: 2.0\n');
    putKernel('with-path', [venv.python, ...words], { env: { PYTHONPATH: more } });
    const { recipe } = await recipeLike('with-path', home.site);
    expect(recipe.packages.map(({ text }) => text)).toContain('six==2.0');
  });

  it.each<[string, string, () => void, string]>([
    ['is unknown', 'la', () => putKernel('lab', [venv.python]), 'base-unknown'],
    [
      'has lost its interpreter',
      'gone',
      () => putKernel('gone', ['/nowhere/bin/python', ...words]),
      'base-interpreter-gone',
    ],
    ['starts by a wrapper', 'wrapped', () => putKernel('wrapped', ['/opt/start.sh']), 'base-start-unknown'],
    [
      'is for another language',
      'ruby',
      () => putKernel('ruby', ['iruby'], { language: 'ruby' }),
      'base-language',
    ],
    [
      'has an interpreter that fails',
      'fails',
      () => putKernel('fails', [failing('echo no libpython >&2; exit 1')]),
      'base-not-read',
    ],
    [
      'has one that prints something else',
      'chatty',
      () => putKernel('chatty', [failing('echo hello')]),
      'base-not-read',
    ],
  ])('is refused with the reason if the kernel %s', async (_, name, make, code) => {
    make();
    await expect(recipeLike(name, home.site)).rejects.toMatchObject({ code, field: 'like' });
  });
});

/** A program that is named as an interpreter is. */
function failing(line: string): string {
  const path = join(venv.directory, `${line.length}`, 'python3');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

it('is like one of ours: what its recipe asks for, without its name', async () => {
  await createWell(home, { name: 'mine', display_name: 'Mine', packages: ['six'], modules: [] });
  const { recipe } = await recipeLike('Mine', home.site);
  expect(asJson(recipe)).toMatchObject({ name: 'unnamed', display_name: '' });
  expect(recipe.packages[0]?.name).toBe('six');
});
