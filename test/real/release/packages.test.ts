import { existsSync, lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appRoot, programVersion } from '../../../src/base/program.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import { madeRelease, names } from '../../parts/release/index.js';
import { listTree, publicDirectory } from './tree.js';

const APP = 'var/www/ood/apps/sys/create_kernel';
const COMMAND = 'usr/bin/create-kernel';
const SETTINGS = 'etc/ood/config/apps/create_kernel/site.yml';
const directory = publicDirectory();
const made = await madeRelease();
const released = (name: string) => join(made, name);
const at = (name: string) => join(directory, name);
let tree: Record<string, string> = {};

beforeAll(async () => {
  await execa('tar', ['-xzf', released(names.archive), '-C', directory]);
  tree = listTree(at('create_kernel'));
});

const settled = [`/${SETTINGS}`, `/${APP}/manifest.yml`];

describe('the Debian package', () => {
  const field = async (name: string) =>
    (await execa('dpkg-deb', ['--field', released(names.debian), name])).stdout;

  it.each([
    ['Package', 'create-kernel'],
    ['Version', programVersion()],
    ['Architecture', 'all'],
    ['Depends', 'nodejs (>= 20.5), python3'],
    ['Recommends', 'ondemand, python3-venv'],
  ])('has the field %s: %s', async (name, value) => {
    expect(await field(name)).toBe(value);
  });

  it('holds the tree of the archive, and settings that say nothing yet', async () => {
    await execa('dpkg-deb', ['--extract', released(names.debian), at('extracted')]);
    expect(listTree(at(`extracted/${APP}`))).toEqual(tree);
    expect(parse(readFileSync(at(`extracted/${SETTINGS}`), 'utf8'))).toBeNull();
  });

  it('keeps a site’s settings and its edited manifest when it is installed again and when it is removed', async () => {
    const root = at('root');
    const dpkg = (...words: string[]) =>
      execa('dpkg', [`--root=${root}`, '--force-depends', '--force-not-root', ...words]);
    for (const path of ['info', 'updates', 'triggers'])
      await mkdir(join(root, 'var/lib/dpkg', path), { recursive: true });
    writeFileSync(join(root, 'var/lib/dpkg/status'), '');
    await dpkg('--install', released(names.debian));
    expect(readlinkSync(join(root, COMMAND))).toBe(`/${APP}/bin/create-kernel`);
    writeFileSync(join(root, SETTINGS), 'nice: 5\n');
    const manifest = join(root, APP, 'manifest.yml');
    const edited = `${readFileSync(manifest, 'utf8')}# ours\n`;
    writeFileSync(manifest, edited);
    await dpkg('--install', released(names.debian));
    expect(readFileSync(manifest, 'utf8')).toBe(edited);
    await dpkg('--remove', 'create-kernel');
    expect(readFileSync(join(root, SETTINGS), 'utf8')).toBe('nice: 5\n');
    expect(existsSync(join(root, APP, 'app.js'))).toBe(false);
    expect(lstatSync(join(root, COMMAND), { throwIfNoEntry: false })).toBeUndefined();
    await dpkg('--purge', 'create-kernel');
    expect(existsSync(join(root, APP))).toBe(false);
  });
});

describe('the RPM package', () => {
  const query = async (...words: string[]) =>
    (await execa('rpm', ['--query', '--package', released(names.rpm), ...words])).stdout.split('\n');

  it('is for every processor, and has the version of the app', async () => {
    expect(await query('--queryformat', '%{NAME} %{VERSION} %{ARCH}')).toEqual([
      `create-kernel ${programVersion()} noarch`,
    ]);
  });

  it('needs Node.js, with the epoch that Red Hat gives it, and Python; Open OnDemand is recommended', async () => {
    expect(await query('--requires')).toEqual(expect.arrayContaining(['nodejs >= 1:20.5', 'python3']));
    expect(await query('--recommends')).toEqual(['ondemand']);
  });

  it('holds the tree of the archive, all of it root’s', async () => {
    const format = '[%{FILENAMES} %{FILEMODES:octal} %{FILEDIGESTS} %{FILEUSERNAME}:%{FILEGROUPNAME}\n]';
    const found: Record<string, string> = {};
    for (const line of await query('--queryformat', format)) {
      const [, path, mode, digest, owner] = /^\/(\S+) \d*?([0-7]{3}) (\S*) ?(\S+)$/.exec(line) ?? [];
      if (!path?.startsWith(`${APP}/`)) continue;
      expect(owner).toBe('root:root');
      found[path.slice(APP.length + 1)] = digest ? `${mode} ${digest}` : `${mode}`;
    }
    expect(found).toEqual(tree);
  });

  it('puts the command on the search path, and leaves nothing behind when it is removed', async () => {
    const root = at('rpm-root');
    const rpm = (...words: string[]) =>
      execa('rpm', ['--root', root, '--dbpath', '/var/lib/rpm', '--nodeps', '--noscripts', ...words]);
    await mkdir(join(root, 'var/lib/rpm'), { recursive: true });
    await rpm('--install', released(names.rpm));
    expect(readlinkSync(join(root, COMMAND))).toBe(`/${APP}/bin/create-kernel`);
    expect(existsSync(join(root, APP, 'app.js'))).toBe(true);
    await rpm('--erase', 'create-kernel');
    expect(existsSync(join(root, APP))).toBe(false);
    expect(existsSync(dirname(join(root, SETTINGS)))).toBe(false);
    expect(lstatSync(join(root, COMMAND), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('leaves settings and manifest as a site has them', async () => {
    expect((await query('--configfiles')).sort()).toEqual(settled);
  });
});

describe('the annotated settings', () => {
  it('are settings once their marks of comment are gone', () => {
    const text = readFileSync(join(appRoot, 'docs', 'site.yml'), 'utf8');
    const settings = parse(text.replace(/^#(?=\S| {2})/gm, ''));
    expect(Object.keys(settings).length).toBeGreaterThan(2);
    expect(() => siteSchema.parse(settings)).not.toThrow();
  });
});
