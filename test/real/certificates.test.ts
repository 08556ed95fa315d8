/** An index behind an authority that only this site knows, as behind many institutes' TLS proxies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeAuthority } from '../parts/index/authority.js';
import { indexInterpreter, serveIndex } from '../parts/index/index.js';
import { create, createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';

const directory = mkdtempSync(join(tmpdir(), 'create-kernel-authority-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const authority = await makeAuthority(directory);
const index = await serveIndex(authority);
const { path, version } = await indexInterpreter();
const language_version = version.split('.', 2).join('.');

/** A home on a site that has this index alone. */
function homeWith({ settings = {}, variables = {} }: { settings?: object; variables?: object }) {
  return makeHome({
    settings: { indexes: { default: [index] }, interpreters: [path], ...settings },
    variables: { ...variables },
  });
}

describe.each(['venv', 'uv'])('with %s', (manager) => {
  const recipe = { name: 'trusting', manager, language_version, packages: ['six'] };

  it.each([
    ['the host names in NODE_EXTRA_CA_CERTS', { variables: { NODE_EXTRA_CA_CERTS: authority.certificate } }],
    ['the host names in SSL_CERT_FILE', { variables: { SSL_CERT_FILE: authority.certificate } }],
    ['the site names', { settings: { ca_bundle: authority.certificate } }],
  ])('the tools trust the authority that %s', async (_, given) => {
    const { state } = await createWell(homeWith(given), recipe);
    expect(state.report?.packages.map(({ name }) => name)).toContain('six');
  });

  it('they trust no authority that nobody names', async () => {
    const { state, files } = await create(homeWith({}), recipe);
    expect(state.status, await logText(files)).toBe('failed');
    expect(state.cause?.message, await logText(files)).toMatch(/certificate/);
  });
});
