/** Whole builds with the app's conda engine, on a host without any conda. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { cancelBuild, readBuild } from '../../src/builds/builds.js';
import { measureDisk } from '../../src/kernels/disk/disk.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { engineWords, helper_directory } from '../parts/conda/engine.js';
import { condaParts } from '../parts/conda/index.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { create, createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';
import { ended } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import { waitFor } from '../support/wait.js';

const parts = await condaParts();
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { helper_directory, channels: { default: [parts.channel] } },
});
const RECIPE = {
  name: 'engine',
  channels: [parts.channel],
  packages: ['six', 'probe-activate'],
  pip_packages: ['iniconfig==2.0.0', 'six'],
};
const kept = (generation: number, file: string) =>
  readFileSync(join(home.environments, RECIPE.name, String(generation), '.create_kernel', file), 'utf8');

describe('a recipe that asks something of conda', () => {
  let build: Build;
  beforeAll(async () => {
    build = await createWell(home, RECIPE);
  });

  it('is built by the engine, without being asked for it, and verified', () => {
    const { plan, state } = build;
    expect(plan.manager).toBe('rattler');
    expect(state.report?.kernel).toMatchObject({ ok: true, executable: `${plan.prefix}/bin/python` });
    expect(state.report?.packages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['six', 'iniconfig', 'ipykernel']),
    );
  });

  it('is activated in the kernel as conda does it', () => {
    const definition = readFileSync(join(home.jupyter_data, 'kernels/engine/kernel.json'), 'utf8');
    const { CONDA_PREFIX, PROBE_ACTIVE } = JSON.parse(definition).env;
    expect(CONDA_PREFIX).toBe(build.plan.prefix);
    expect(PROBE_ACTIVE).toBe(`yes, in ${build.plan.prefix}`);
  });

  it('has a lock of its conda packages, and one of what pip added', () => {
    expect(kept(1, 'lock.txt')).toMatch(/^@EXPLICIT\nfile:[^#\n]*#[0-9a-f]{32}\n/m);
    // six is one of conda's, which pip leaves as it is.
    expect(kept(1, 'pip-lock.txt').match(/^[\w.-]+==\S+/gm)).toEqual(['iniconfig==2.0.0']);
    expect(kept(1, 'pip-lock.txt')).toMatch(/--hash=sha256:[0-9a-f]{64}/);
  });

  it('has its pip packages from uv, and the log says so', async () => {
    expect(build.state.steps.find(({ id }) => id === 'install-pip-packages')?.title).toMatch(/with uv$/);
    expect(await logText(build.files)).toMatch(/ \+ iniconfig==2\.0\.0/);
  });

  it('shows its progress as a line, and no progress bar', async () => {
    expect(await logText(build.files)).toMatch(
      /^(Downloaded [\d.]+ of [\d.]+ MB, )?Linked (\d+) of \2 packages$/m,
    );
  });

  it('is rebuilt from its locks, and passes the check', async () => {
    const again = await generationOf(home, 'rebuild', RECIPE.name);
    expect(again.state.status, await logText(again.files)).toBe('succeeded');
    for (const lock of ['lock.txt', 'pip-lock.txt']) expect(kept(2, lock)).toBe(kept(1, lock));
    // The engine was made by the first build that needed it.
    expect(await logText(again.files)).toMatch(/^The helper already exists: .*\/conda-engine\//m);
    expect(await resultOf(home, 'check', RECIPE.name)).toMatchObject({ ok: true });
  });

  it('is updated by one package more, and keeps all others as they are', async () => {
    const next = await generationOf(home, 'update', RECIPE.name, { add: ['probe-left'] });
    expect(next.state.status, await logText(next.files)).toBe('succeeded');
    const [before, after] = [kept(2, 'lock.txt').split('\n'), kept(3, 'lock.txt').split('\n')];
    expect(after).toEqual(expect.arrayContaining(before));
    const added = after.filter((line) => !before.includes(line));
    expect(added.map((line) => /probe-(?:left|shared)/.exec(line)?.[0]).sort()).toEqual([
      ...['probe-left', 'probe-shared'],
    ]);
    expect(kept(3, 'pip-lock.txt')).toBe(kept(2, 'pip-lock.txt'));
  });
});

it('a Bash kernel from a channel is verified, and finds the programs of its packages', async () => {
  const { plan, state } = await createWell(home, {
    ...{ name: 'shell', language: 'bash', manager: 'rattler', channels: [parts.channel] },
    ...{ packages: ['pygments'], smoke_code: 'pygmentize -V | grep Pygments' },
  });
  expect(state.report).toMatchObject({
    kernel: { ok: true, implementation: 'bash_kernel' },
    imports: [{ package: 'pygments', modules: ['pygmentize'], ok: true }],
    smoke: { ok: true },
  });
  const spec = JSON.parse(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8'));
  expect(spec).toMatchObject({ language: 'bash', env: { CONDA_PREFIX: plan.prefix } });
  expect(await resultOf(home, 'check', 'shell')).toMatchObject({ ok: true });
});

describe.each([
  { installer: 'uv', by: /with uv$/, managers: {} },
  {
    installer: 'pip, where the site has no uv',
    by: /own pip, since uv/,
    managers: { uv: { enabled: false } },
  },
])('a package for $installer that needs another version of a package of conda', ({ by, managers }) => {
  const fields = { packages: ['six'], pip_packages: ['needsold'], channels: [parts.channel] };
  let its: Home;
  beforeAll(async () => {
    await engineWords();
    const { address, publish } = await makeSmallIndex();
    await publish('needsold', '1.0', 'six<1');
    await publish('six', '0.5');
    its = makeHome({ shared: true, index: address, settings: { helper_directory, managers } });
  });

  it('does not replace it: the build ends with that reason, and leaves nothing', async () => {
    const { plan, state } = await create(its, { ...fields, name: 'kept' });
    expect(plan.manager).toBe('rattler');
    expect(state.steps.find(({ id }) => id === 'install-pip-packages')?.title).toMatch(by);
    expect(state.cause).toMatchObject({ code: 'conflict', message: expect.stringContaining('six') });
    expect(existsSync(plan.prefix)).toBe(false);
  });

  it('replaces it if the recipe names it, and locks what it has put there', async () => {
    const pip_packages = ['needsold', 'six<1'];
    const { state, plan } = await createWell(its, { ...fields, name: 'replaced', pip_packages });
    expect(state.report?.packages).toContainEqual(expect.objectContaining({ name: 'six', version: '0.5' }));
    const lock = readFileSync(join(plan.prefix, '.create_kernel', 'pip-lock.txt'), 'utf8');
    expect(lock).toMatch(/six(==| @ .*six-)0\.5/);
  });
});

it('packages that exclude each other end the build with the reason, and leave nothing', async () => {
  const { state, plan } = await create(home, {
    ...RECIPE,
    name: 'odd',
    packages: ['probe-left', 'probe-right'],
  });
  expect(state.cause).toMatchObject({ code: 'conflict', message: expect.stringContaining('probe-shared') });
  expect(existsSync(plan.prefix)).toBe(false);
});

describe('a channel that stops in the middle of a download', () => {
  const waiting: ServerResponse[] = [];
  const asked: string[] = [];
  let stops = true;
  const directory = fileURLToPath(parts.channel);
  const server = createServer((request, response) => {
    const path = join(directory, request.url ?? '');
    asked.push(request.url ?? '');
    if (!existsSync(path)) return response.writeHead(404).end();
    const content = readFileSync(path);
    response.setHeader('content-length', content.length);
    if (!stops || !/probe-bulky/.test(path)) return response.end(content);
    waiting.push(response);
    return response.write(content.subarray(0, content.length / 2));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  let its: Home;
  let channel: string;
  const fields = { name: 'stopped', manager: 'rattler', packages: ['probe-bulky'] };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    channel = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    its = makeHome({
      shared: true,
      index: true,
      settings: { helper_directory, channels: { default: [channel] } },
    });
    await buildProgram();
  });
  const begin = async () =>
    (await createKernel(parseRecipe(fields), await its.equip(), { keep: false, launcher: 'local' })).build;

  it('can be cancelled while other packages are linked, and leaves nothing but whole packages in the cache', async () => {
    const build = await begin();
    const { prefix } = (await readBuild(build, its.site)).plan;
    await waitFor('packages to be linked', () => waiting.length > 0 && linked(prefix).length > 0);
    await cancelBuild(await readBuild(build, its.site));
    const { state, plan } = await ended(build, its);
    expect(state.status).toBe('cancelled');
    expect(existsSync(plan.prefix) || existsSync(plan.staging)).toBe(false);
    const cached = readdirSync(join(its.environments, '.package-cache/conda')).filter((each) =>
      /^probe-bulky/.test(each),
    );
    expect(cached.filter((each) => !each.endsWith('.lock'))).toEqual([]);
  });

  it('can be asked again, and then the same kernel is built', async () => {
    stops = false;
    const { plan } = await createWell(its, fields);
    expect(linked(plan.prefix)).toContainEqual(expect.stringMatching(/^probe-bulky-/));
  });

  it('need not be asked for packages that the site’s cache has: another user takes them from there', async () => {
    const shared = join(its.environments, '.package-cache/conda');
    const settings = { helper_directory, channels: { default: [channel] }, conda_package_caches: [shared] };
    const other = makeHome({ shared: true, index: true, settings });
    asked.length = 0;
    const { plan, files, state } = await createWell(other, fields);
    expect(asked.filter((url) => /\.(conda|tar\.bz2)$/.test(url))).toEqual([]);
    expect(linked(plan.prefix)).toContainEqual(expect.stringMatching(/^probe-bulky-/));
    expect(state.report?.kernel).toMatchObject({ ok: true });
    expect(await logText(files)).toMatch(/^(\d+) of \1 packages are in the shared cache/m);
    const [caches] = (await measureDisk(other.site, { seconds: 60 })).filter(({ id }) => id === 'caches');
    // The list of packages of the channel alone.
    expect(caches?.bytes).toBeLessThan(1e6);
  });
});

/** The records of the packages that an environment has. */
function linked(prefix: string): string[] {
  const records = join(prefix, 'conda-meta');
  return existsSync(records) ? readdirSync(records).filter((name) => name.endsWith('.json')) : [];
}
