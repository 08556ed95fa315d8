import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CompiledProgram } from '../../src/site/compiled-program.js';
import { makeHome } from '../support/home.js';

const asModule = (body: string) => `(function (exports, require, module, __filename, __dirname) {${body}})`;

/** A program that adds a number to a file beside it, and the directory for its code. */
function makeProgram(number = '1') {
  const { directory } = makeHome();
  const at = (name: string) => join(directory, name);
  const write = (adds: string) =>
    writeFileSync(
      at('program.cjs'),
      asModule(`require('node:fs').appendFileSync(__dirname + '/numbers', '${adds}')`),
    );
  write(number);
  return {
    cache: at('cache'),
    write,
    load: (use?: string) => new CompiledProgram(at('program.cjs'), at('cache'), use),
    numbers: () => readFileSync(at('numbers'), 'utf8'),
    kept: () => join(at('cache'), readdirSync(at('cache'))[0] ?? ''),
  };
}

/** Runs it once and keeps its code. */
async function runFirst(made: ReturnType<typeof makeProgram>) {
  const program = made.load();
  program.run();
  await program.keep();
  return program;
}

it('runs as a module, and from the kept code the next time', async () => {
  const made = makeProgram();
  expect((await runFirst(made)).isCached).toBe(false);
  const again = made.load();
  again.run();
  expect(again.isCached).toBe(true);
  expect(made.numbers()).toBe('11');
});

it('keeps the code of each use apart, since each uses other functions', async () => {
  const made = makeProgram();
  await runFirst(made);
  expect([made.load().isCached, made.load('list').isCached]).toEqual([true, false]);
});

it('is compiled again if its text has changed, even to one of the same length', async () => {
  const made = makeProgram();
  await runFirst(made);
  made.write('2');
  const changed = made.load();
  changed.run();
  expect(changed.isCached).toBe(false);
  expect(made.numbers()).toBe('12');
});

it.each([
  ['is damaged', (bytes: Buffer) => bytes.with(bytes.length - 9, (bytes.at(-9) ?? 0) ^ 1)],
  ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 8)],
  ['is empty', () => Buffer.alloc(0)],
])('is compiled again if the kept code %s', async (_what, change) => {
  const made = makeProgram();
  await runFirst(made);
  writeFileSync(made.kept(), change(readFileSync(made.kept())));
  expect(made.load().isCached).toBe(false);
});

it.each([
  ['the file', (made: ReturnType<typeof makeProgram>) => made.kept(), 0o622],
  ['its directory', (made: ReturnType<typeof makeProgram>) => made.cache, 0o777],
])('is compiled again if others can write %s', async (_what, place, mode) => {
  const made = makeProgram();
  await runFirst(made);
  chmodSync(place(made), mode);
  expect(made.load().isCached).toBe(false);
});

it('keeps its code readable for its user alone', async () => {
  const made = makeProgram();
  await runFirst(made);
  expect([statSync(made.cache).mode & 0o777, statSync(made.kept()).mode & 0o777]).toEqual([0o700, 0o600]);
});

it('keeps nothing in a directory that others can write', async () => {
  const made = makeProgram();
  mkdirSync(made.cache);
  chmodSync(made.cache, 0o777);
  await runFirst(made);
  expect(readdirSync(made.cache)).toEqual([]);
});

it('deletes what it kept months ago', async () => {
  const made = makeProgram();
  mkdirSync(made.cache, { mode: 0o700 });
  const old = join(made.cache, 'program.cjs-list-1.2.3-x64');
  const other = join(made.cache, 'another.cjs-1.2.3-x64');
  for (const file of [old, other]) {
    writeFileSync(file, '');
    utimesSync(file, 1, 1);
  }
  await runFirst(made);
  expect([existsSync(old), existsSync(other)]).toEqual([false, true]);
  expect(made.load().isCached).toBe(true);
});
