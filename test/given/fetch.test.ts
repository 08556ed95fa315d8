import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesAtAddress } from '../../src/given/fetch.js';
import { textOfFile } from '../../src/recipe/formats/files/decode.js';
import { understandTexts } from '../../src/recipe/intake/understand.js';
import { Pointed } from '../../src/web/form/reading/pointed.js';
import { readSent } from '../../src/web/form/reading/read-sent.js';
import { makeAuthority } from '../parts/index/authority.js';
import { makeHome } from '../support/home.js';
import { zip } from '../support/zip.js';

const authority = await makeAuthority(mkdtempSync(join(tmpdir(), 'create-kernel-')));
const asked: string[] = [];

/** What the server answers: a page, or where a path leads. */
const pages: Record<string, { page: string | Buffer } | { to: string }> = {
  '/requirements.txt': { page: 'numpy>=2\n' },
  '/owner/repo/archive/HEAD.zip': { to: '/download/repo-main' },
  '/download/repo-main': {
    page: zip([{ name: 'repo-main/environment.yml', text: 'dependencies: [six]\n' }]),
  },
  '/page.html': { page: '<!DOCTYPE html><html><body>Text</body></html>' },
  '/large.txt': { page: '#'.repeat(300_000) },
  '/around.txt': { to: '/around.txt' },
  '/away.txt': { to: 'https://other.example/requirements.txt' },
  '/inside.txt': { to: 'https://127.0.0.1:1/requirements.txt' },
  '/plain.txt': { to: 'http://localhost/requirements.txt' },
  '/file.txt': { to: 'file:///etc/passwd' },
};

const server = createServer(authority.server, ({ url = '' }, response) => {
  asked.push(url);
  const answer = pages[url];
  if (!answer) response.writeHead(404).end('not found');
  else if ('to' in answer) response.writeHead(302, { location: answer.to }).end('moved');
  else response.end(answer.page);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const address = (path: string) => `https://localhost:${(server.address() as AddressInfo).port}${path}`;

/** A site that allows this host, or others. */
function site({ hosts = [new URL(address('/')).host], trusted = true } = {}) {
  const variables = { no_proxy: '*', ...(trusted && { SSL_CERT_FILE: authority.certificate }) };
  const home = makeHome({ settings: { intake: { hosts, megabytes: 0.2 } }, variables, pretendUv: true });
  return { ...home.site, equip: () => home.equip() };
}

async function read(path: string, from = site()) {
  const files = await filesAtAddress(address(path), from);
  const { packages, notes, problems } = understandTexts(files.map(textOfFile));
  return {
    packages: packages.map(({ spec }) => spec.text),
    notes: notes.map(({ text }) => text),
    problems: problems.map(({ error }) => error.code),
  };
}

describe('A URL', () => {
  it('gives the file there, and says where it was read', async () => {
    expect(await read('/requirements.txt')).toEqual({
      packages: ['numpy>=2'],
      notes: [`\`requirements.txt\` was read from \`${address('/requirements.txt')}\``],
      problems: [],
    });
  });

  it('of a repository gives what its archive asks for, through a redirection', async () => {
    expect(await read('/owner/repo')).toEqual({
      packages: ['six'],
      notes: [
        `The folder was read from \`${address('/owner/repo')}\``,
        'Of the folder `repo`, these files were read: `environment.yml`',
      ],
      problems: [],
    });
  });

  it('of a page is no package list', async () => {
    expect((await read('/page.html')).problems).toEqual(['file-is-web-page']);
  });

  it.each([
    ['that does not exist', '/missing.txt', 'address-unavailable', 'HTTP 404'],
    ['of a large file', '/large.txt', 'address-unavailable', 'too large'],
    ['that leads to itself', '/around.txt', 'address-unavailable', 'without an end'],
    ['that leads to another host', '/away.txt', 'address-host', '`other.example`'],
    ['that leads to a private address', '/inside.txt', 'address-host', '`127.0.0.1:1`'],
    ['that leads to a connection without encryption', '/plain.txt', 'address-refused', 'only `https`'],
    ['that leads to a file of this host', '/file.txt', 'address-refused', 'only `https`'],
  ])('%s is refused', async (_, path, code, words) => {
    await expect(read(path)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('is not asked if the site does not name its host', async () => {
    const before = asked.length;
    await expect(read('/requirements.txt', site({ hosts: ['other.example'] }))).rejects.toMatchObject({
      code: 'address-host',
    });
    expect(asked.length).toBe(before);
  });

  it('of a server without a trusted certificate is refused', async () => {
    await expect(read('/requirements.txt', site({ trusted: false }))).rejects.toMatchObject({
      code: 'address-unavailable',
      message: expect.stringContaining('certificate'),
    });
  });
});

describe('A form with a URL as its text', () => {
  it('gets what is there, which is fetched once while a person types in other fields', async () => {
    const allowed = site();
    const pointed = new Pointed();
    const context = {
      site: () => allowed,
      equipped: () => allowed.equip(),
      pointed: async () => pointed,
    };
    const before = asked.length;
    const send = (kernel_name: string) =>
      readSent(context, { body: { kernel_name, kernel_packages: address('/requirements.txt') } });
    expect((await send('')).values.kernel_packages).toBe(address('/requirements.txt'));
    const { recipe, notes, values } = await send('demo');
    expect(recipe?.packages.map(({ text }) => text)).toEqual(['numpy>=2']);
    expect(values.kernel_packages).toBe('numpy>=2');
    expect(notes[0]).toContain('was read from');
    expect(asked.length).toBe(before + 1);
  });

  it('keeps it, with the reason at the field, if it is not allowed', async () => {
    const closed = site({ hosts: [] });
    const context = {
      site: () => closed,
      equipped: () => closed.equip(),
      pointed: async () => new Pointed(),
    };
    const typed = { kernel_name: 'demo', kernel_packages: address('/requirements.txt') };
    const { values, errors, recipe } = await readSent(context, { body: typed });
    expect(values).toMatchObject(typed);
    expect(recipe).toBeUndefined();
    expect(errors[0]).toMatchObject({ code: 'address-host', field: 'packages' });
  });
});
