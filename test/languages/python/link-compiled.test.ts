/** Byte code that a new environment takes over: only where Python itself would use it. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { namesInDirectory } from '../../../src/base/files.js';
import { makeHome } from '../../support/home.js';
import { cleanEnvironment, PYTHON } from '../../support/python.js';
import { put } from '../../support/venv.js';

const program = fileURLToPath(new URL('../../../src/languages/python/link_compiled.py', import.meta.url));
const run = (python: string, ...words: string[]) =>
  execFileSync(python, ['-I', ...words], { env: cleanEnvironment('/proc/nonexistent'), encoding: 'utf8' });

let location: string;
let earlier: string;
let next: string;
let packages: (prefix: string) => string;

beforeEach(async () => {
  const { directory } = makeHome();
  location = join(directory, 'environments');
  earlier = join(location, 'mine/1');
  next = join(location, 'other/12');
  for (const prefix of [earlier, next]) run(PYTHON, '-m', 'venv', '--without-pip', prefix);
  const [version = ''] = namesInDirectory(join(earlier, 'lib')).filter((name) => name.startsWith('python'));
  packages = (prefix) => join(prefix, 'lib', version, 'site-packages');
  const names = ['same', 'changed', 'touched', 'damaged', 'gone', 'other'];
  const record = names.map((name) => `one/${name}.py,,\n`).join('');
  await put(join(packages(earlier), 'one-1.dist-info/RECORD'), record);
  for (const name of names)
    await put(join(packages(earlier), 'one', `${name}.py`), `NAME = ${JSON.stringify(name)}\n`);
  cpSync(packages(earlier), packages(next), { recursive: true, preserveTimestamps: true });
  run(join(earlier, 'bin/python'), '-m', 'compileall', '-q', packages(earlier));
});

/** How many modules were linked. */
const link = (...words: string[]) => {
  const output = run(join(next, 'bin/python'), program, ...words);
  expect(output).toMatch(/^linked \d+ compiled modules\n$/);
  return Number(output.split(' ')[1]);
};

const compiled = (prefix: string, name: string) => {
  const place = join(packages(prefix), 'one/__pycache__');
  return join(place, namesInDirectory(place).find((each) => each.startsWith(`${name}.`)) ?? name);
};

it('is that of files with the same size, time and content, and is shared', () => {
  appendFileSync(join(packages(next), 'one/changed.py'), '# more\n');
  utimesSync(join(packages(next), 'one/touched.py'), 1, 1);
  writeFileSync(compiled(earlier, 'damaged'), 'no byte code');
  const other = join(packages(next), 'one/other.py');
  const { atime, mtime } = statSync(other);
  writeFileSync(other, 'NAME = "OTHER"\n');
  utimesSync(other, atime, mtime);
  rmSync(join(packages(next), 'one/gone.py'));
  expect(link('--earlier', earlier)).toBe(1);
  expect(namesInDirectory(join(packages(next), 'one/__pycache__'))).toHaveLength(1);
  expect(statSync(compiled(next, 'same')).ino).toBe(statSync(compiled(earlier, 'same')).ino);
});

it('is not changed in the earlier environment by what the next one compiles', () => {
  link('--earlier', earlier);
  const before = statSync(compiled(earlier, 'same'));
  appendFileSync(join(packages(next), 'one/same.py'), 'MORE = 1\n');
  expect(run(join(next, 'bin/python'), '-c', 'import one.same as it; print(it.MORE, it.__file__)')).toBe(
    `1 ${join(packages(next), 'one/same.py')}\n`,
  );
  expect(statSync(compiled(next, 'same')).ino).not.toBe(before.ino);
  expect(statSync(compiled(earlier, 'same'))).toMatchObject({ ino: before.ino, size: before.size });
});

it('is left to the first import if there is no such environment', () => {
  expect(link('--earlier', '/proc/nonexistent', '--location', '/proc/nonexistent')).toBe(0);
  expect(existsSync(join(packages(next), 'one/__pycache__'))).toBe(false);
});

it('is found in all environments of the location, once for each package, the newest first', () => {
  const newer = join(location, 'newer/3');
  cpSync(earlier, newer, { recursive: true, preserveTimestamps: true });
  utimesSync(packages(earlier), 1, 1);
  expect(link('--location', location)).toBe(6);
  expect(statSync(compiled(next, 'same')).ino).toBe(statSync(compiled(newer, 'same')).ino);
  expect(link('--location', location)).toBe(0);
});

it('is not taken from an environment with another version of the package', () => {
  renameSync(join(packages(earlier), 'one-1.dist-info'), join(packages(earlier), 'one-2.dist-info'));
  expect(link('--location', location)).toBe(0);
});

/** What lets another user write the byte code. */
const exposed: Record<string, () => void> = {
  'the kernel’s directory': () => chmodSync(join(location, 'mine'), 0o777),
  'the environment': () => chmodSync(earlier, 0o775),
  'a directory of packages': () => chmodSync(join(packages(earlier), 'one'), 0o777),
  'the directory of the byte code': () => chmodSync(join(packages(earlier), 'one/__pycache__'), 0o770),
  'each file': () => {
    const place = join(packages(earlier), 'one/__pycache__');
    for (const name of namesInDirectory(place)) chmodSync(join(place, name), 0o666);
  },
  'the owner of the environment': () => chownSync(earlier, 65534, 65534),
};

describe.each(Object.entries(exposed))('if another user can write it by %s', (what, expose) => {
  it.skipIf(what.startsWith('the owner') && process.getuid?.() !== 0)('is not taken', () => {
    expose();
    expect(link('--location', location)).toBe(0);
    expect(link('--earlier', earlier)).toBe(0);
  });
});
