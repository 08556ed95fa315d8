/** Kernels with a Python that the host lacks and uv downloads: from a list of the site, by the real uv. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { detectTools } from '../../src/site/tools/detect.js';
import { makePython } from '../parts/pythons/index.js';
import { uvDirectory } from '../parts/uv/index.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-pythons-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const python = await makePython(directory);
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { python_downloads: { list: python.list } },
});
const pythons = join(home.data_root, 'tools', 'pythons');

/** The same home on a host that has uv and no Python. */
const bare: Home = {
  ...home,
  equip: async () => ({
    ...home.site,
    tools: await detectTools({
      directories: [uvDirectory],
      given: {},
      interpreters: [],
      downloads: { directories: [pythons], config: home.site.config },
      environment: home.site.environment,
      cache: join(directory, 'tools.json'),
    }),
  }),
};

describe('a kernel with a Python that is downloaded', () => {
  it.each(['uv', 'venv'])('is made by %s, is verified, and runs that Python', async (manager) => {
    const fields = { name: `by-${manager}`, manager, language_version: python.minor, packages: ['six'] };
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
