/** The compiled programs (scripts/build.mjs) are read as ASCII, so what they look for in other characters is escaped in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../src/base/process.js';
import { appRoot } from '../src/base/program.js';
import { jsonIn } from '../src/base/text/json.js';
import { buildProgram } from './support/program.js';
import { cleanEnvironment } from './support/python.js';

const home = mkdtempSync(join(tmpdir(), 'create-kernel-'));
beforeAll(buildProgram);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const read = [
  ['quotation marks and ≥ of a text processor', 'pip install “numpy≥1.20”', ['numpy>=1.20']],
  ['the prompt ❯ of a shell', '❯ pip install numpy', ['numpy']],
  ['a dash – for a hyphen', 'conda install –c conda–forge numpy', ['numpy']],
] as const;

it.each(read)('A compiled program reads %s', async (_, text, packages) => {
  const argv = [process.execPath, join(appRoot, 'bin/create-kernel'), 'understand', text, '--json'];
  const { stdout } = await run(argv, { environment: cleanEnvironment(home), seconds: 600 });
  expect(jsonIn(stdout)).toMatchObject({ packages: packages.map((spec) => ({ spec })) });
});
