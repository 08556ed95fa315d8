/** An index behind an authority that only this site knows, as behind many institutes' TLS proxies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeAuthority } from '../parts/index/authority.js';
import { indexInterpreter, serveIndex } from '../parts/index/index.js';
import { create, createWell } from '../support/create.js';
import { type HomeOptions, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-authority-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const authority = await makeAuthority(directory);
const index = await serveIndex(authority);
const { path, version } = await indexInterpreter();
const language_version = version.split('.', 2).join('.');

/** A home on a site that has this index alone. */
function homeWith({ settings, variables }: Pick<HomeOptions, 'settings' | 'variables'>) {
  const site = { indexes: { default: [index] }, interpreters: [path], ...settings };
  return makeHome({ settings: site, ...(variables && { variables }) });
}

const trusting = [
  ['the host names in NODE_EXTRA_CA_CERTS', { variables: { NODE_EXTRA_CA_CERTS: authority.certificate } }],
  ['the host names in SSL_CERT_FILE', { variables: { SSL_CERT_FILE: authority.certificate } }],
  ['the site names', { settings: { ca_bundle: authority.certificate } }],
] as const;

it.each(trusting)('a kernel is made by pip, which trusts the authority that %s', async (_, given) => {
  const recipe = { name: 'mine', manager: 'venv', language_version, packages: ['six'] };
  const { state } = await createWell(homeWith(given), recipe);
  expect(state.report?.packages.map(({ name }) => name)).toContain('six');
});

// uv itself comes from the index too, by pip.
it('a kernel is made by uv, which trusts it as well', async () => {
  const home = homeWith({ variables: { NODE_EXTRA_CA_CERTS: authority.certificate } });
  const { state } = await createWell(home, {
    name: 'mine',
    manager: 'uv',
    language_version,
    packages: ['six'],
  });
  expect(state.report?.packages.map(({ name }) => name)).toContain('six');
});

it('no tool trusts an authority that is not configured, and the certificate is named as the cause', async () => {
  const given = { name: 'mine', manager: 'venv', language_version, packages: ['six'] };
  const { state, files } = await create(homeWith({}), given);
  expect(state.status, await logText(files)).toBe('failed');
  expect(state.cause?.message).toMatch(/certificate/);
});
