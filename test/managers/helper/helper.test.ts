/** Which of the app's own Python environments are removed. That one is made and runs programs is tested with a real index. */
import {
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { cleanEnvironment, PYTHON, runProgram, temporaryDirectory } from '../../support/python.js';

const KEY = `
import hashlib, platform, sys
print(platform.machine() + '-' + sys.implementation.cache_tag + '-' + hashlib.sha256(b'lock').hexdigest()[:16])
print(sys.executable)`;

it('one that is there is linked to, and a Python that needs its own libraries gets another', async () => {
  const directory = await temporaryDirectory();
  const [place, lock, link] = ['helper', 'lock.txt', 'link'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(lock, 'lock');
  const { stdout } = await run([PYTHON, '-I', '-c', KEY], {
    environment: cleanEnvironment('/proc/nonexistent'),
    seconds: 600,
  });
  const [key = '', python = ''] = stdout.trim().split('\n');
  mkdirSync(join(place, key, 'bin'), { recursive: true });
  symlinkSync(python, join(place, key, 'bin/python'));
  const words = ['--lock', lock, '--place', place, '--link', link];
  for (const _ of ['new', 'there already']) {
    expect(await runProgram('helper.py', words)).toMatchObject({ exit: 0, stderr: '' });
    expect(readlinkSync(link)).toBe(join(place, key));
  }
  // Nothing can be made of this lock, so that it fails where it would make one.
  const other = await runProgram('helper.py', [
    ...words,
    '--libraries',
    '/modules/lib',
    '--index',
    '--no-index',
  ]);
  expect(other.exit).toBe(1);
  expect(readdirSync(place)).toEqual([key]);
});

it('helpers of earlier locks that no program has used for a day are removed, no others', async () => {
  const directory = await temporaryDirectory();
  const place = join(directory, 'helper');
  const lock = join(directory, 'lock.txt');
  writeFileSync(lock, 'lock');
  const { stdout } = await run([PYTHON, '-I', '-c', KEY], {
    environment: cleanEnvironment('/proc/nonexistent'),
    seconds: 600,
  });
  const [key = '', python = ''] = stdout.trim().split('\n');
  const [old, fresh] = [key.replace(/.{4}$/, '0000'), key.replace(/.{4}$/, '1111')];
  const dayBefore = Date.now() / 1000 - 2 * 24 * 3600;
  for (const name of [key, old, fresh, 'notes of mine']) {
    mkdirSync(join(place, name, 'bin'), { recursive: true });
    if (name !== fresh) utimesSync(join(place, name), dayBefore, dayBefore);
  }
  symlinkSync(python, join(place, key, 'bin/python'));
  const answer = await runProgram('helper.py', ['--lock', lock, '--place', place]);
  expect(answer).toMatchObject({ exit: 0, stderr: '' });
  expect(readdirSync(place).sort()).toEqual([key, fresh, 'notes of mine'].sort());
  // The one that is used says so by its time.
  expect(statSync(join(place, key)).mtimeMs / 1000).toBeGreaterThan(dayBefore + 3600);
});
