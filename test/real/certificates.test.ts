/** An index behind an authority that only this site knows, as behind many institutes' TLS proxies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeAuthority } from '../parts/index/authority.js';
import { serveIndex } from '../parts/index/index.js';
import { makeSmallIndex } from '../parts/index/small.js';
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

const trusting = [
  ['the host names in NODE_EXTRA_CA_CERTS', { variables: { NODE_EXTRA_CA_CERTS: authority.certificate } }],
  ['the host names in SSL_CERT_FILE', { variables: { SSL_CERT_FILE: authority.certificate } }],
  ['the site names', { settings: { ca_bundle: authority.certificate } }],
] as const;

it.each(trusting)('a kernel is made by pip, which trusts the authority that %s', async (_, given) => {
  const { state } = await createWell(homeWith(given), { name: 'mine', manager: 'venv', ...fields });
  expect(state.report?.packages.map(({ name }) => name)).toContain('little');
});

// uv itself comes from the index too, by pip.
it('a kernel is made by uv, which trusts it as well', async () => {
  const variables = { NODE_EXTRA_CA_CERTS: authority.certificate };
  const home = homeWith({ variables }, await serveIndex(authority));
  const { state } = await createWell(home, { ...fields, name: 'mine', manager: 'uv', packages: ['six'] });
  expect(state.report?.packages.map(({ name }) => name)).toContain('six');
});

it('no tool trusts an authority that is not configured, and the certificate is named as the cause', async () => {
  const { state, files } = await create(homeWith({}), { name: 'mine', manager: 'venv', ...fields });
  expect(state.status, await logText(files)).toBe('failed');
  expect(state.cause?.message).toMatch(/certificate/);
});
