/**
 * The oldest Python that the helper programs run on, by what they use of the language and its standard library. The
 * suites run them on the machine's Python (3.11 on Debian 12), since no older one comes with it.
 */
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '../../src/base/process.js';
import { programPaths } from '../support/python.js';
import { makeVenv } from '../support/venv.js';

const venv = await makeVenv(['vermin==1.9.2']);
afterAll(() => venv.remove());

const all = Object.values(programPaths);
// Run on the app's own Python, for which py-rattler has packages.
const engine = all.filter((path) => basename(path).startsWith('conda_engine'));
const host = all.filter((path) => !engine.includes(path));

it.each([
  ['those that run on the host’s Python', '3.6', host],
  ['those of the conda engine', '3.8', engine],
])('%s need Python %s', async (_, oldest, programs) => {
  const vermin = join(venv.prefix, 'bin/vermin');
  // Used where it exists, with something else where it does not.
  const excluded = ['importlib.metadata', 'importlib.metadata.distributions'].flatMap((name) => [
    '--exclude',
    name,
  ]);
  const words = ['--no-tips', '-v', `--target=${oldest}-`, ...excluded, ...programs];
  const { exit, stdout } = await run([vermin, ...words], { environment: {}, seconds: 600 });
  expect(exit, stdout).toBe(0);
  expect(programs.length).toBeGreaterThan(4);
});
