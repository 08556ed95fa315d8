/** Fetching by tests and scripts (scripts/fetching.mjs). */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchBy, reachingEnvironment } from '../scripts/fetching.mjs';
import { appRoot } from '../src/base/program.js';
import { makeAuthority } from './parts/index/authority.js';
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

  it('gets the settings of the home of this machine’s user on a crowded host', () => {
    expect(reachingEnvironment({ HOME: '/crowded', OWN_HOME: '/own' })).toEqual({ HOME: '/own' });
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

describe('A registry behind an authority that is not in the list of Node.js', () => {
  /** What npm answers about a package that the registry does not have. */
  async function ask(variables: (certificate: string) => Record<string, string>) {
    const directory = await temporaryDirectory();
    const authority = await makeAuthority(directory);
    const registry = createServer(authority.server, (_, response) => void response.writeHead(404).end('{}'));
    onTestFinished(() => void registry.close());
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    const environment = {
      npm_config_registry: `https://localhost:${(registry.address() as AddressInfo).port}`,
      ...{ npm_config_cache: directory, npm_config_fetch_retries: '0' },
      // Without the settings of this machine, which may name certificates too.
      ...{ NODE_EXTRA_CA_CERTS: '', npm_config_cafile: '', npm_config_ca: '' },
      npm_config_globalconfig: join(directory, 'global'),
      npm_config_userconfig: join(directory, 'user'),
      ...variables(authority.certificate),
    };
    return fetchBy(['npm', 'view', 'no-such-package'], { environment });
  }

  it.each(['NODE_EXTRA_CA_CERTS', 'npm_config_cafile'])('is reached if %s alone names it', async (name) => {
    await expect(ask((certificate) => ({ [name]: certificate }))).rejects.toThrow('E404');
  });

  it('is not reached if nothing names it, and npm’s reason is shown', async () => {
    await expect(ask(() => ({}))).rejects.toThrow(
      /at attempt 1:\nnpm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    );
  });
});

/** What provides something to the tests and the benches; what a test tries has a bare environment on purpose. */
const providers = ['bench', 'scripts', 'test/parts', 'test/support'].flatMap((folder) =>
  readdirSync(join(appRoot, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  ),
);
const fetching =
  /\['npm'|'apt-get',|'-m',\s*'pip'|'pip',\s*'(install|download|compile|sync)'|'(clone|wget)',\s*'https|await installPackages\(/;
const commands = providers
  .filter((path) => /\.(ts|mjs)$/.test(path) && !path.includes('.compiled/'))
  .flatMap((path) =>
    readFileSync(join(appRoot, path), 'utf8')
      .split(/;\n/)
      .map((text) => ({ path, text })),
  )
  .filter(({ text }) => fetching.test(text))
  // It asks whether the program is there.
  .filter(({ text }) => !text.includes("answers('apt-get', '--version')"));

describe('Every command of the tests and scripts that fetches', () => {
  it('is known here', () => {
    expect(commands.length).toBeGreaterThan(8);
  });

  it.each(commands)('runs with fetchBy in $path', ({ text }) => {
    expect(text).toMatch(/\b(fetchBy|installPackages)\(/);
  });

  // Whatever is current: the benches compare two tools that fetch the same, and a new lock is made of the newest.
  const newest = /^bench\/|^scripts\/lock-helper/;
  // Its callers give it the versions, and are commands themselves.
  const given = /^test\/support\/install-packages/;
  const byPip = commands.filter(
    ({ path, text }) => /'pip'|installPackages/.test(text) && !newest.test(path) && !given.test(path),
  );
  it.each(byPip)('has exact versions, or a file of them, in $path', ({ text }) => {
    expect(text).toMatch(/==|'--requirement'|'-r'|'--constraint'/);
  });

  const lists = providers.filter((path) => /requirements[\w-]*\.txt$/.test(path));
  it.each(lists)('gets exact versions by %s', (path) => {
    const lines = readFileSync(join(appRoot, path), 'utf8').split('\n');
    const packages = lines.filter((line) => line && !/^(#|-r )/.test(line));
    expect(packages.filter((line) => !/^[\w.[\]-]+==\d/.test(line))).toEqual([]);
    expect(packages.length).toBeGreaterThan(0);
  });
});
