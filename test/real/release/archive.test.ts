import { copyFileSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { nodeProgram, nodeVersions } from '../../parts/node/index.js';
import { uvDirectory } from '../../parts/uv/index.js';
import { waitFor } from '../../support/wait.js';
import { Portal } from './portal.js';
import { listTree } from './tree.js';

const portal = new Portal();

beforeAll(async () => {
  await portal.install();
});

describe('an unpacked release', () => {
  it('is owned by root, who alone may write in it, and can be read by everybody', () => {
    for (const [name, mode] of Object.entries(listTree(portal.app))) {
      expect(`${name} ${mode.split(' ')[0]}`).toMatch(/ (644|755)$/);
      expect(lstatSync(join(portal.app, name)).uid).toBe(0);
    }
  });

  it('needs no node_modules, and holds neither sources nor source maps', () => {
    const names = Object.keys(listTree(portal.app));
    expect(names.filter((name) => /node_modules|\.ts$|\.map$|^test|^scripts|^\./.test(name))).toEqual([]);
  });

  it('has one version: that of the file VERSION is that of the command', async () => {
    const PATH = portal.searchPath(process.execPath);
    const { out } = await portal.run(['bin/create-kernel', '--version'], { PATH });
    expect(out).toBe(readFileSync(join(portal.app, 'VERSION'), 'utf8').trim());
  });

  it('has the licence of each package that it contains', () => {
    const notices = readFileSync(join(portal.app, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of [
      'express',
      'bootstrap',
      'zod',
      'execa',
      'multer',
      'smol-toml',
      'yaml',
      'helmet',
      'commander',
    ])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\S+ \\(\\S+\\)$`, 'm'));
  });

  it('has nothing to be set up', async () => {
    expect(await portal.run(['bin/setup'], { PATH: '/usr/bin:/bin' })).toMatchObject({ exit: 0 });
  });
});

/** As an upgrade of Node.js leaves it: what the app made for itself, and what it fetched, is there for the next version. */
const home = portal.newHome();

describe.each(nodeVersions)('for an ordinary user, on Node.js %s', (version) => {
  // A host with uv, but for the oldest version.
  const manager = version === nodeVersions[0] ? 'venv' : 'uv';
  let path = '';
  const variables = () => ({ PATH: path, HOME: home, LANG: 'C.UTF-8' });

  beforeAll(async () => {
    path = portal.searchPath(await nodeProgram(version));
    if (manager === 'uv') copyFileSync(join(uvDirectory, 'uv'), join(path.split(':')[0] ?? '', 'uv'));
  });

  it('runs on that version', async () => {
    expect((await portal.run(['node', '--version'], variables())).out).toBe(`v${version}`);
  });

  it('serves the form and what belongs to it', async () => {
    const app = portal.start(['node', 'app.js'], { ...variables(), CREATE_KERNEL_PORT: '0' });
    onTestFinished(() => void app.kill('SIGKILL'));
    let printed = '';
    app.stdout?.on('data', (piece) => (printed += piece));
    const link = await waitFor('a link', () => /http:\S+/.exec(printed)?.[0]);
    const { headers } = await fetch(link, { redirect: 'manual' });
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('id="kernel_packages"');
    const linked = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, found = '']) => found);
    expect(linked.length).toBeGreaterThan(0);
    for (const asset of linked)
      expect((await fetch(new URL(asset, link), { headers: { cookie } })).status).toBe(200);
  });

  it('makes a kernel, and writes nothing in its own directory', async () => {
    const before = timesOf(portal.app);
    const name = `six-${version.split('.')[0]}`;
    const { exit, out, talk } = await portal.run(
      ['bin/create-kernel', 'create', name, 'six', '--manager', manager],
      variables(),
    );
    expect({ exit, talk }).toEqual({ exit: 0, talk: '' });
    expect(out).toContain(`Ready: “${name}”`);
    expect(existsSync(join(home, '.local/share/jupyter/kernels', name, 'kernel.json'))).toBe(true);
    expect(timesOf(portal.app)).toEqual(before);
  });
});

/** Also of directories: their times change when a name is added or removed. */
function timesOf(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return ['.', ...names].map((name) => `${name} ${lstatSync(join(directory, name)).ctimeMs}`);
}
