/** Fetching by tests and scripts (scripts/fetching.mjs). */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchBy, reachingEnvironment } from '../scripts/fetching.mjs';
import { temporaryDirectory } from './support/python.js';
import { serve } from './support/web.js';

describe('a program that fetches', () => {
  it.each([
    ...['https_proxy', 'NO_PROXY', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'PIP_CERT'],
    ...['npm_config_registry', 'NPM_CONFIG_CAFILE', 'npm_config_//host/:_authToken'],
    ...['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_CONFIG_FILE', 'UV_DEFAULT_INDEX', 'UV_NATIVE_TLS'],
  ])('gets the machine’s %s', (name) => {
    expect(reachingEnvironment({ [name]: 'value' })).toEqual({ [name]: 'value' });
  });

  it.each([
    ...['PYTHONDONTWRITEBYTECODE', 'PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'CONDA_PREFIX', 'NODE_ENV'],
    ...[
      'PIP_TARGET',
      'PIP_USER',
      'PIP_NO_BINARY',
      'PIP_REQUIRE_VIRTUALENV',
      'UV_OFFLINE',
      'UV_EXCLUDE_NEWER',
    ],
    ...['npm_config_omit', 'npm_config_prefix', 'npm_config_dry_run'],
  ])('does not get the developer’s %s', (name) => {
    expect(reachingEnvironment({ [name]: 'value' })).toEqual({});
  });

  it('is retried after a failure', async () => {
    const mark = join(await temporaryDirectory(), 'mark');
    const hiccup = `[ -e '${mark}' ] && echo got it || { touch '${mark}'; exit 1; }`;
    expect(await fetchBy(['sh', '-c', hiccup])).toBe('got it\n');
  });

  it('fails with the tool’s output, without a retry if the certificate is not trusted', async () => {
    const tries = join(await temporaryDirectory(), 'tries');
    writeFileSync(tries, '');
    const words = `echo . >> '${tries}'; echo 'npm error code SELF_SIGNED_CERT_IN_CHAIN' >&2; exit 1`;
    await expect(fetchBy(['sh', '-c', words])).rejects.toThrow('SELF_SIGNED_CERT_IN_CHAIN');
    expect(readFileSync(tries, 'utf8')).toBe('.\n');
  });

  it('uses the registry that only the environment names', async () => {
    const asked: string[] = [];
    const { origin } = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(404).end('{}');
    });
    const environment = { npm_config_registry: origin, npm_config_cache: await temporaryDirectory() };
    const answer = fetchBy(['npm', 'view', 'no-such-package'], { environment });
    await expect(answer).rejects.toThrow('E404');
    expect(asked).toEqual(['/no-such-package']);
  });
});
