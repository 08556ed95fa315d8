/**
 * The app's own Python, for environments that have none. Shout is a language of these tests (test/parts/shout): an
 * Octave or an R would be as good, but costs hundreds of megabytes. What is real is what matters: the kernel speaks
 * Jupyter's protocol, its environment holds no Python, and the helper comes from the package index by its lock.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { addShout } from '../parts/shout/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { resultOf } from '../support/operate.js';

// Kept from one run to the next: a site would share it like that.
const helper_directory = fileURLToPath(new URL('../../.cache/helper', import.meta.url));
const home = makeHome({ shared: true, keepPackages: true, settings: { helper_directory } });

let build: Build;

beforeAll(async () => {
  mkdirSync(helper_directory, { recursive: true });
  await addShout(home.directory);
  build = await createWell(home, {
    name: 'loud',
    manager: 'copy',
    language: 'shout',
    packages: ['megaphone'],
  });
});

it('a kernel without Python in its environment is started and verified', () => {
  const { prefix } = build.plan;
  const files = readdirSync(prefix, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /python|\.py$/.test(path))).toEqual([]);
  expect(build.state.report).toMatchObject({
    kernel: {
      ok: true,
      implementation: 'shout',
      language_version: '1.0',
      executable: `${prefix}/bin/shout`,
    },
    imports: [],
    packages: [],
  });
});

it('the helper is prepared by a step of the plan that anybody can read, where the site shares it', async () => {
  const step = build.state.steps.find(({ id }) => id === 'prepare-helper');
  expect(step).toMatchObject({ status: 'succeeded', title: expect.stringContaining('app’s own Python') });
  expect(await logText(build.files)).toMatch(/The helper (was made|already exists)/);
  const helper = expect.stringMatching(/^\w+-cpython-3\d+-[0-9a-f]{16}$/);
  // The tests of the conda engine share this directory.
  expect(readdirSync(helper_directory)).toEqual(expect.arrayContaining([helper]));
  expect(existsSync(join(home.site.data_root, 'tools', 'helper'))).toBe(false);
});

it('its kernelspec is isolated as its language says, and claims no debugger', () => {
  const spec = JSON.parse(readFileSync(join(build.plan.kernel_directory, 'kernel.json'), 'utf8'));
  expect(spec).toMatchObject({ language: 'shout', env: { SHOUT_PATH: '', SHOUT_HOME: 'none' } });
  expect(Object.keys(spec.metadata)).toEqual(['create_kernel']);
});

it('a check starts it, if only a newer version of the app knows its language', async () => {
  const file = join(build.plan.kernel_directory, 'kernel.json');
  const text = readFileSync(file, 'utf8');
  const later = text.replaceAll('"shout"', '"later"').replace('"megaphone"', '"Mega::Phone@2"');
  expect(later).not.toBe(text);
  writeFileSync(file, later);
  onTestFinished(() => writeFileSync(file, text));
  expect(await resultOf(home, 'check', 'loud')).toMatchObject({
    ok: true,
    message: '`loud` starts and runs a cell',
  });
});

it('a check starts it with the helper, and does not say that untried packages work', async () => {
  expect(await resultOf(home, 'check', 'loud')).toMatchObject({
    ok: true,
    message: '`loud` starts and runs a cell',
  });
});
