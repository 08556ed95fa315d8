import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStored } from '../../src/base/stored.js';
import { checkRequest } from '../../src/kernels/requests/checked-request.js';
import { planToShow } from '../../src/kernels/requests/order-generation.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { type Plan, planFormat } from '../../src/steps/plan.js';
import { renderScript } from '../../src/steps/script.js';
import { condaParts } from '../parts/conda/index.js';
import { makeInstaller } from '../parts/conda/installer.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { create, createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { type, wayNames } from '../support/typed.js';

const parts = await condaParts();
const { address, interpreters, fields } = await makeSmallIndex();
const directory = mkdtempSync(join(tmpdir(), 'create-kernel-installer-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const conda_installer = makeInstaller(directory, parts.conda);
const home = makeHome({
  index: address,
  shared: true,
  settings: { interpreters, conda_installer, channels: { default: [parts.channel] } },
});

/** The contents of a kernel, without its name. */
function made({ kernel_directory, lock, name }: Plan): { kernel: unknown; lock: string } {
  const plain = (path: string) => readFileSync(path, 'utf8').replaceAll(name, 'NAME');
  const kernel = JSON.parse(plain(`${kernel_directory}/kernel.json`));
  // A script belongs to no build.
  const { build: _, id: __, ...origin } = kernel.metadata.create_kernel;
  return {
    kernel: { ...kernel, metadata: { ...kernel.metadata, create_kernel: origin } },
    lock: plain(lock),
  };
}

describe.each([
  ['uv', wayNames, fields],
  ['venv', wayNames.slice(-1), fields],
  ['conda', wayNames.slice(-1), { packages: ['six'] }],
] as const)('the printed script for %s', (manager, ways, wanted) => {
  const recipe = {
    manager,
    ...wanted,
    packages: [...wanted.packages],
    kernel_variables: { GREETING: "it's $HOME!\ttwo  blanks" },
    smoke_code: `import os, ${wanted.packages}\nif not os.sep:\n\traise SystemExit\nprint(f"{os.name!r}")`,
  };
  let built: Plan;

  beforeAll(async () => {
    const { files } = await createWell(home, { ...recipe, name: `built-${manager}` });
    built = readStored(files.plan, planFormat).value;
  });

  it.each(ways)('makes the same kernel as a build does, run %s', async (way) => {
    const name = `typed-${manager}-${ways.indexOf(way)}`;
    const request = await checkRequest(
      { operation: 'create', recipe: parseRecipe({ ...recipe, name }) },
      await home.equip(),
    );
    const plan = await planToShow(request);
    const { exit, stdout, stderr } = await type(renderScript(plan), way, home);
    expect(exit, `${stdout}\n${stderr}`).toBe(0);
    expect(made(plan)).toEqual(made(built));
  });
});

it('a kernel of conda has a private conda from the site’s installer, by which it was made', () => {
  const kernel = join(home.environments, 'built-conda');
  expect(readFileSync(join(kernel, 'installer/bin/conda'), 'utf8')).toContain(parts.conda);
  expect(existsSync(join(kernel, '1/conda-meta/history'))).toBe(true);
});

it('an installer with another hash is not run, and nothing is left of the kernel', async () => {
  const changed = { ...conda_installer, sha256: '0'.repeat(64) };
  const other = makeHome({ index: address, settings: { interpreters, conda_installer: changed } });
  const { state, plan } = await create(other, { name: 'refused', manager: 'conda' });
  expect(state.cause?.code).toBe('hash-mismatch');
  expect(state.steps.find(({ status }) => status === 'failed')?.id).toBe('check-conda');
  expect(existsSync(join(plan.prefix, '..'))).toBe(false);
});
