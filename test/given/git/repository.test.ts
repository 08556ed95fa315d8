/** Git repositories that are given by their URL, from a real git server. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { filesAtAddress } from '../../../src/given/fetch.js';
import { textOfFile } from '../../../src/recipe/formats/files/decode.js';
import { understandTexts } from '../../../src/recipe/intake/understand.js';
import { makeAuthority } from '../../parts/index/authority.js';
import { GitServer } from '../../support/git-server.js';
import { makeHome } from '../../support/home.js';

const authority = await makeAuthority(mkdtempSync(join(tmpdir(), 'create-kernel-')));
const git = new GitServer();
const server = createServer(authority.server, (request, response) => {
  const { url = '', headers } = request;
  if (url.startsWith('/private')) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  else if (url.startsWith('/moved'))
    response.writeHead(302, { location: `https://${headers.host}/lab/climate.git/info/refs` }).end();
  else if (url.endsWith('/archive/HEAD.zip')) response.writeHead(404).end();
  else git.handler(request, response);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

git.add('lab/climate.git', {
  'binder/environment.yml':
    'channels: [conda-forge]\ndependencies:\n- python=3.12\n- xarray\n- pip:\n  - -r ../requirements.txt\n',
  'requirements.txt': 'netcdf4\n',
  'data/large.bin': 'x'.repeat(5000),
  'link.yml': '->/etc/passwd',
  '.git-hooks/post-checkout': '#!/bin/sh\ntouch /tmp/ran',
});
git.add('lab/code.git', { 'analysis.py': 'import numpy\n', '.gitattributes': '*.py filter=evil\n' });
git.add('lab/empty.git', {});
git.add('lab/huge.git', Object.fromEntries([1, 2, 3, 4].map((number) => [`${number}.txt`, noise(150_000)])));

const helpers = git.add('lab/helpers.git', { 'requirements.txt': 'regionmask\n', 'inner.txt': '->x' });
// The commit that the repository names is not the newest one.
const older = git.add('lab/older.git', { 'requirements.txt': 'cftime\n' });
git.change('lab/older.git', { 'requirements.txt': 'newer\n' });
const modules = [
  '[submodule "helpers"]\n\tpath = helpers\n\turl = ../helpers.git\n',
  '[submodule "older"]\n\tpath = lib/older\n\turl = ../older.git\n',
  '[submodule "other"]\n\tpath = other\n\turl = https://other.example/lab/x.git\n',
  '[submodule "key"]\n\tpath = key\n\turl = git@localhost:lab/helpers.git\n',
];
git.add(
  'lab/whole.git',
  {
    '.gitmodules': modules.join(''),
    'requirements.txt': '-r helpers/requirements.txt\n-r lib/older/requirements.txt\nxarray\n',
  },
  { helpers, 'lib/older': older, other: helpers, key: helpers },
);

/** Does not compress. */
function noise(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join('');
}

const host = () => `localhost:${(server.address() as AddressInfo).port}`;

interface SiteGiven {
  hosts?: string[];
  clones?: boolean;
}

async function read(path: string, { hosts = [host()], clones = true }: SiteGiven = {}) {
  const variables = { no_proxy: '*', SSL_CERT_FILE: authority.certificate };
  const settings = { intake: { hosts, megabytes: 0.2, git: clones } };
  const home = makeHome({ settings, variables, pretendUv: true });
  // The settings of the person’s own git change nothing.
  writeFileSync(
    join(home.directory, '.gitconfig'),
    '[core]\n\thooksPath = /tmp/hooks\n[credential]\n\thelper = "!touch /tmp/asked"\n',
  );
  const files = await filesAtAddress(path.replace('HOST', host()), {
    ...home.site,
    equip: () => home.equip(),
  });
  const { packages, notes } = understandTexts(files.map(textOfFile));
  return { packages: packages.map(({ spec }) => spec.text).sort(), notes: notes.map(({ text }) => text) };
}

/** Of this file alone: others may clone at the same time. */
const temporary = mkdtempSync(join(tmpdir(), 'create-kernel-'));
beforeAll(() => {
  vi.stubEnv('TMPDIR', temporary);
  return () => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true });
  };
});
const clones = () => readdirSync(temporary).filter((name) => name.startsWith('create-kernel-clone-'));

describe('A git repository', () => {
  it('is cloned without its history, and gives what its folder asks for; the clone is deleted', async () => {
    const { packages, notes } = await read('https://HOST/lab/climate.git');
    expect(packages).toEqual(['netcdf4', 'xarray']);
    expect(notes).toContain(`The folder was read from \`https://${host()}/lab/climate.git\``);
    expect(notes.join('\n')).toContain('link.yml');
    expect(clones()).toEqual([]);
  });

  it('may be read at a tag, and may only have code', async () => {
    expect((await read('https://HOST/lab/climate.git@v1')).packages).toEqual(['netcdf4', 'xarray']);
    expect((await read('https://HOST/lab/code.git')).packages).toEqual(['numpy']);
  });

  it('has its submodules read if they are asked for, at the commits that it names', async () => {
    const { packages, notes } = await read('https://HOST/lab/whole.git?submodules');
    expect(packages).toEqual(['cftime', 'regionmask', 'xarray']);
    const said = notes.join('\n');
    expect(said).toMatch(/other.*it is a submodule that cannot be read: .*other\.example/);
    expect(said).toMatch(/key.*it is a submodule that cannot be read: /);
    expect(said).toMatch(/helpers\/inner\.txt.*it is a link/);
    expect(clones()).toEqual([]);
  });

  it('says how to have its submodules read, which it does not fetch otherwise', async () => {
    const count = git.asked.length;
    const { packages, notes } = await read('https://HOST/lab/whole.git@v1');
    expect(packages).toEqual(['xarray']);
    expect(notes.join('\n')).toMatch(
      /helpers.*it is a submodule, which is fetched if the URL ends with `\?submodules`/,
    );
    expect(git.asked.slice(count).filter((path) => path.includes('helpers'))).toEqual([]);
  });

  it.each([
    [
      'that does not exist',
      'https://HOST/lab/none.git',
      'address-unavailable',
      /there is no repository|private/,
    ],
    ['without such a tag', 'https://HOST/lab/climate.git@v9', 'address-unavailable', /no such branch or tag/],
    ['without a commit of files', 'https://HOST/lab/empty.git', 'folder-names-nothing', /./],
    ['that is too large', 'https://HOST/lab/huge.git', 'address-unavailable', /larger than 0\.2 MB/],
    [
      'that asks for a login',
      'https://HOST/private/x.git',
      'address-unavailable',
      /private, or does not exist/,
    ],
    ['that has moved', 'https://HOST/moved/x.git', 'address-unavailable', /another URL|cannot read/],
    [
      'with a login in its URL',
      'https://ada:secret@HOST/lab/climate.git',
      'address-refused',
      /login or a token/,
    ],
    [
      'of a host that the site does not name',
      'https://other.example/lab/x.git',
      'address-host',
      /other\.example/,
    ],
    ['without encryption', 'http://HOST/lab/climate.git', 'address-refused', /only `https`/],
  ])('%s is refused, and leaves nothing', async (_, path, code, words) => {
    await expect(read(path)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
    await expect(read(path)).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    expect(clones()).toEqual([]);
  });

  it('is read as an archive where the site does not let git run', async () => {
    const count = git.asked.length;
    await expect(read('https://HOST/lab/climate.git', { clones: false })).rejects.toMatchObject({
      message: expect.stringContaining('HTTP 404'),
    });
    expect(git.asked.length).toBe(count);
  });
});
