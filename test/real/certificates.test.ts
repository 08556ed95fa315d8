/** Servers behind an authority that only this site knows, as behind many institutes' TLS proxies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/base/process.js';
import { engineWords } from '../parts/conda/engine.js';
import { condaParts } from '../parts/conda/index.js';
import { makeAuthority } from '../parts/index/authority.js';
import { indexInterpreter, serveIndex } from '../parts/index/index.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { uvDirectory } from '../parts/uv/index.js';
import { create, createWell } from '../support/create.js';
import { type HomeOptions, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-authority-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const authority = await makeAuthority(directory);
const { wheels, interpreters, fields } = await makeSmallIndex();
const small = await serveIndex(authority, wheels);

/** A home on a site that has one index alone. */
function homeWith({ settings, variables }: Pick<HomeOptions, 'settings' | 'variables'>, index = small) {
  const site = { indexes: { default: [index] }, interpreters, ...settings };
  return makeHome({ settings: site, ...(variables && { variables }) });
}

const trusting = {
  'the host names in NODE_EXTRA_CA_CERTS': { variables: { NODE_EXTRA_CA_CERTS: authority.certificate } },
  'the host names in SSL_CERT_FILE': { variables: { SSL_CERT_FILE: authority.certificate } },
  'the site names': { settings: { ca_bundle: authority.certificate } },
};

/** Serves a conda channel, and a repository of git as files, until the file's tests have ended. */
async function serveChannel(channel: string): Promise<string> {
  const server = createServer(authority.server, ({ url = '' }, response) => {
    const [path = ''] = url.split('?');
    if (path === '/repository/info/refs') response.end(`${'1'.repeat(40)}\trefs/heads/main\n`);
    else
      readFile(join(fileURLToPath(channel), path)).then(
        (content) => response.end(content),
        () => response.writeHead(404).end(),
      );
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

const parts = await condaParts();
const channel = await serveChannel(parts.channel);
const { path: python } = await indexInterpreter();
const engine = await engineWords();
const from = ['--no-deps', '--index-url', small];

/** What each program of a build fetches, into a new directory. */
const fetching: Record<string, (to: string) => string[]> = {
  pip: (to) => [
    python,
    '-m',
    'pip',
    'download',
    '--no-cache-dir',
    '--retries=0',
    ...from,
    '-d',
    to,
    'little',
  ],
  uv: (to) => [`${uvDirectory}/uv`, 'pip', 'install', '--no-cache', ...from, '--target', to, 'little'],
  'the conda engine': (to) => [
    ...engine,
    ...['--cache', join(to, 'packages'), '--prefix', join(to, 'prefix')],
    ...['--channel', channel, 'create', 'probe-left'],
  ],
  curl: () => ['curl', '-fsS', small],
  git: () => ['git', 'ls-remote', `${channel}/repository`],
};

describe.each(Object.entries(fetching))('%s', (_, words) => {
  async function fetched(given: Parameters<typeof homeWith>[0]) {
    const home = homeWith(given);
    const { environment } = home.site;
    return run(words(join(home.directory, 'fetched')), { environment, seconds: 600 });
  }

  it.each(Object.entries(trusting))('trusts the authority that %s', async (_, given) => {
    const { exit, stdout, stderr } = await fetched(given);
    expect(exit, stdout + stderr).toBe(0);
  });

  it('trusts no authority that is not configured', async () => {
    const { exit, stdout, stderr } = await fetched({});
    expect(exit).not.toBe(0);
    expect(stdout + stderr).toMatch(/certificate/i);
  });
});

describe('A kernel', () => {
  const extra = trusting['the host names in NODE_EXTRA_CA_CERTS'];

  it.each([
    ['the host names', extra],
    ['the site names', trusting['the site names']],
  ])('is made by pip with the authority that %s', async (_, given) => {
    const { state } = await createWell(homeWith(given), { name: 'mine', manager: 'venv', ...fields });
    expect(state.report?.packages.map(({ name }) => name)).toContain('little');
  });

  // uv itself comes from the index too, by pip.
  it('is made by uv, which trusts it as well', async () => {
    const home = homeWith(extra, await serveIndex(authority));
    const recipe = { ...fields, name: 'mine', manager: 'uv', packages: ['six'] };
    const { state } = await createWell(home, recipe);
    expect(state.report?.packages.map(({ name }) => name)).toContain('six');
  });

  it('is not made without it, and the certificate is named as the cause', async () => {
    const { state, files } = await create(homeWith({}), { name: 'mine', manager: 'venv', ...fields });
    expect(state.status, await logText(files)).toBe('failed');
    expect(state.cause?.message).toMatch(/certificate/);
  });
});
