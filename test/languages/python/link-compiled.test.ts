/** Byte code that an update takes over: only where Python itself would use it. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { namesInDirectory } from '../../../src/base/files.js';
import { makeHome } from '../../support/home.js';
import { cleanEnvironment, PYTHON } from '../../support/python.js';
import { put } from '../../support/venv.js';

const program = fileURLToPath(new URL('../../../src/languages/python/link_compiled.py', import.meta.url));
const run = (python: string, ...words: string[]) =>
  execFileSync(python, ['-I', ...words], { env: cleanEnvironment('/nonexistent'), encoding: 'utf8' });

let earlier: string;
let next: string;
let packages: (prefix: string) => string;

beforeEach(async () => {
  const { directory } = makeHome();
  [earlier, next] = ['1', '2'].map((number) => join(directory, number)) as [string, string];
  for (const prefix of [earlier, next]) run(PYTHON, '-m', 'venv', '--without-pip', prefix);
  const [version = ''] = namesInDirectory(join(earlier, 'lib')).filter((name) => name.startsWith('python'));
  packages = (prefix) => join(prefix, 'lib', version, 'site-packages');
  for (const name of ['same', 'changed', 'touched', 'damaged', 'gone', 'other'])
    await put(join(packages(earlier), 'one', `${name}.py`), `NAME = ${JSON.stringify(name)}\n`);
  cpSync(packages(earlier), packages(next), { recursive: true, preserveTimestamps: true });
  run(join(earlier, 'bin/python'), '-m', 'compileall', '-q', packages(earlier));
});

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
  const output = run(join(next, 'bin/python'), program, '--earlier', earlier);
  expect(output).toBe(`linked 1 compiled modules of ${earlier}\n`);
  expect(namesInDirectory(join(packages(next), 'one/__pycache__'))).toHaveLength(1);
  expect(statSync(compiled(next, 'same')).ino).toBe(statSync(compiled(earlier, 'same')).ino);
});

it('is not changed in the earlier environment by what the next one compiles', () => {
  run(join(next, 'bin/python'), program, '--earlier', earlier);
  const before = statSync(compiled(earlier, 'same'));
  appendFileSync(join(packages(next), 'one/same.py'), 'MORE = 1\n');
  expect(run(join(next, 'bin/python'), '-c', 'import one.same as it; print(it.MORE, it.__file__)')).toBe(
    `1 ${join(packages(next), 'one/same.py')}\n`,
  );
  expect(statSync(compiled(next, 'same')).ino).not.toBe(before.ino);
  expect(statSync(compiled(earlier, 'same'))).toMatchObject({ ino: before.ino, size: before.size });
});

it('is left to the first import if there is no such environment', () => {
  const output = run(join(next, 'bin/python'), program, '--earlier', '/nonexistent');
  expect(output).toContain('linked 0');
  expect(existsSync(join(packages(next), 'one/__pycache__'))).toBe(false);
});
