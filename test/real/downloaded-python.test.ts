/** Kernels with a Python that the host lacks and uv downloads: from a list of the site, by the real uv. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStored } from '../../src/base/stored.js';
import { readBuild } from '../../src/builds/builds.js';
import { identityFormat } from '../../src/builds/holding/processes/process-identity.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { detectTools } from '../../src/site/tools/detect.js';
import { makePython, writeList } from '../parts/pythons/index.js';
import { uvDirectory } from '../parts/uv/index.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';
import { ended } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import { waitFor } from '../support/wait.js';

/** Which uv replaces by a mirror: https://docs.astral.sh/uv/reference/environment/#uv_python_install_mirror */
const RELEASES = 'https://github.com/astral-sh/python-build-standalone/releases/download';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-pythons-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const python = await makePython(directory);
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { python_downloads: { mode: 'automatic', list: python.list } },
});
const pythons = join(home.data_root, 'tools', 'pythons');

const bare = onBareHost(home);

/** The same home on a host that has uv and no Python. */
function onBareHost(on: Home): Home {
  const { site, data_root } = on;
  const equip = async () => ({
    ...site,
    tools: await detectTools({
      directories: [uvDirectory],
      given: {},
      interpreters: [],
      downloads: { directories: [join(data_root, 'tools', 'pythons')], config: site.config },
      environment: site.environment,
      cache: join(data_root, 'tools.json'),
    }),
  });
  return { ...on, equip };
}

describe('a kernel with a Python that is downloaded', () => {
  it.each([
    // No one asks for a version, and the host has no Python.
    ['uv', ''],
    ['venv', python.minor],
  ])('is made by %s, is verified, and runs that Python', async (manager, language_version) => {
    const fields = { name: `by-${manager}`, manager, language_version, packages: ['six'] };
    const build = await createWell(bare, fields);
    expect(build.state.report?.kernel).toMatchObject({ ok: true, language_version: python.version });
    const base = readFileSync(join(build.plan.prefix, 'pyvenv.cfg'), 'utf8');
    expect(base).toContain(`home = ${pythons}/${python.key}/bin`);
  });

  it('is rebuilt, without another download', async () => {
    const { state, files } = await generationOf(bare, 'rebuild', 'by-uv');
    const log = await logText(files);
    expect(state.status, log).toBe('succeeded');
    expect(state.report?.kernel).toMatchObject({
      language_version: python.version,
      base: { path: expect.stringContaining(python.key) },
    });
    expect(log).not.toContain('Downloaded');
    expect(await resultOf(bare, 'check', 'by-uv')).toMatchObject({ ok: true });
  });
});

it('the Python is installed once, and nowhere else', () => {
  const names = readdirSync(pythons).filter((each) => !each.startsWith('.'));
  expect(names.sort()).toEqual([python.key.replace(/(\d+\.\d+)\.\d+/, '$1'), python.key].sort());
  expect(existsSync(join(home.home, '.local/bin'))).toBe(false);
  expect(existsSync(join(home.home, '.local/share/uv'))).toBe(false);
});

describe('a server of Python interpreters that stops in the middle of a download', () => {
  let stops = true;
  const asked: ServerResponse[] = [];
  const server = createServer(({ url }, response) => {
    if (url !== '/pythons/20990101/python.tar.gz') return response.writeHead(404).end();
    const content = readFileSync(python.archive);
    response.setHeader('content-length', content.length);
    if (!stops) return response.end(content);
    asked.push(response);
    return response.write(content.subarray(0, content.length / 2));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  let its: Home;
  let pythons: string;
  const fields = () => ({ name: 'cut', manager: 'uv', language_version: python.minor, packages: ['six'] });
  const begin = async () => {
    const options = { keep: false, launcher: 'local' };
    return (await createKernel(parseRecipe(fields()), await its.equip(), options)).build;
  };
  /** What is in the directory of interpreters, and in directories for what is not finished. */
  const left = () =>
    existsSync(pythons)
      ? readdirSync(pythons, { recursive: true })
          .map(String)
          .filter((path) => !/^\.(lock|gitignore|temp)$/.test(path))
      : [];

  beforeAll(async () => {
    await buildProgram();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // uv asks the site's mirror for what the list has at the usual place.
    const url = `${RELEASES}/20990101/python.tar.gz`;
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pythons`;
    const list = join(directory, 'served.json');
    writeList(list, python.key, python.archive, { url });
    const settings = { python_downloads: { list, mirror } };
    its = onBareHost(makeHome({ shared: true, keepPackages: true, settings }));
    pythons = join(its.data_root, 'tools', 'pythons');
  });

  it.each([
    { what: 'kill -9 of the runner', process: 'runner', signal: 'SIGKILL', status: 'interrupted' },
    { what: 'kill -9 of uv', process: 'step', signal: 'SIGKILL', status: 'failed' },
    { what: 'cancelling', process: 'runner', signal: 'SIGTERM', status: 'cancelled' },
  ] as const)('leaves nothing half-made after $what', async ({ process: who, signal, status }) => {
    asked.length = 0;
    const id = await begin();
    await waitFor('the download to begin', () => asked.length > 0);
    const build = await readBuild(id, its.site);
    expect(build.state.steps.find(({ status }) => status === 'running')?.id).toBe('get-python');
    process.kill(readStored(build.files[who], identityFormat).value.pid, signal);
    const { state, plan } = await ended(id, its);
    expect(state.status).toBe(status);
    expect(existsSync(plan.prefix) || existsSync(plan.staging)).toBe(false);
    expect(left()).toEqual([]);
  });

  it('and the next build downloads it', async () => {
    stops = false;
    const { state } = await createWell(its, fields());
    expect(state.report?.kernel).toMatchObject({ ok: true, language_version: python.version });
  });
});
