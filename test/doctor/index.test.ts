import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { examine, isWell, type SiteFinding } from '../../src/doctor/index.js';
import { findingLines } from '../../src/doctor/text.js';
import { type HomeOptions, makeHome } from '../support/home.js';
import { temporaryDirectory } from '../support/python.js';

type Settings = HomeOptions['settings'];

/** Nothing listens there: https://www.iana.org/assignments/service-names-port-numbers (discard). */
const NOBODY = 'http://127.0.0.1:9';

/** The doctor's report on a home with these settings. By default, its index is not served. */
async function examined(settings: Settings = {}, variables: Record<string, string> = {}) {
  const home = makeHome({
    pretendUv: true,
    settings: { indexes: { default: [`${NOBODY}/simple`] }, ...settings },
    variables,
  });
  const findings = await examine(home.environment);
  return { home, findings, of: (id: string) => only(findings, id) };
}

function only(findings: SiteFinding[], id: string): SiteFinding {
  const [found, ...more] = findings.filter((each) => each.id === id);
  if (!found || more.length > 0) throw new Error(`${more.length} of ${id} in ${JSON.stringify(findings)}`);
  return found;
}

describe('The doctor', () => {
  it('reports each check under its own id, with what to do if it fails', async () => {
    const { findings } = await examined();
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    for (const { status, found, fix } of findings) {
      expect(found).not.toBe('');
      expect(Boolean(fix)).toBe(status !== 'ok');
    }
  });

  it('ends although the network does not answer', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.closeAllConnections());
    onTestFinished(() => void silent.close());
    const index = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/simple`;
    const { of, findings } = await examined({ indexes: { default: [index, `${NOBODY}/simple`] } });
    expect(of('index-1')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('no answer within'),
    });
    expect(of('index-2')).toMatchObject({ status: 'fail', found: expect.stringContaining('refused') });
    expect(isWell(findings)).toBe(false);
  });

  it('accepts an index that answers, through a proxy too', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const direct = await examined({ indexes: { default: [`${origin}/simple/`] } });
    expect(direct.of('index-1').status).toBe('ok');
    const http_proxy = origin.replace('//', '//ada:hunter2secret@');
    const proxied = await examined({ indexes: { default: ['http://index.example/simple'] } }, { http_proxy });
    expect(proxied.of('index-1').status).toBe('ok');
    expect(proxied.of('proxy').found).toContain(origin.slice('http://'.length));
    expect(asked).toEqual(['/simple/pip/', 'http://index.example/simple/pip/']);
    expect(JSON.stringify(proxied.findings)).not.toContain('hunter2secret');
  });

  it('names the line of a setting that cannot be read, and checks the rest', async () => {
    const home = makeHome();
    const site = join(home.directory, 'broken.yml');
    writeFileSync(site, 'install_uv: true\nmanagers:\n  uv: [1]\n');
    const findings = await examine({ ...home.environment, CREATE_KERNEL_SITE: site });
    expect(only(findings, 'settings')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('line 3'),
    });
    expect(only(findings, 'node').status).toBe('ok');
  });

  it.each<[string, string, Settings]>([
    [
      'manager-conda',
      'a manager that is not at the path that the site sets',
      { managers: { conda: { path: '/nowhere/conda' } } },
    ],
    ['certificates', 'a file without certificates', { ca_bundle: '/etc/passwd' }],
    ['certificates', 'a missing file of certificates', { ca_bundle: '/nowhere.pem' }],
    ['quota', 'a quota command that prints words', { quota_command: ['echo', 'plenty'] }],
    ['modules', 'a missing module system', { modules: { init: '/nowhere/init' } }],
    ['build-on', 'an unknown place to build', { build_on: { default: 'moon' } }],
    ['clusters', 'an unknown cluster', { build_on: { clusters: ['moon'] } }],
    ['audit', 'a record that cannot be written', { audit: { file: '/nowhere/audit.log' } }],
    ['proxy', 'a proxy that is not a URL', { environment: { https_proxy: 'not an address' } }],
    ['form', 'an unknown field of the form', { form: { hidden: ['kernel_manger'] } }],
    ['preset-none', 'an unknown example', { examples: ['none'] }],
    [
      'preset-old',
      'a preset that cannot be built',
      { presets: [{ id: 'old', title: 'Old', recipe: { language_version: '2.7' } }] },
    ],
    [
      'location-far',
      'a location on a virtual file system',
      { locations: [{ id: 'far', title: 'Far', path: '/proc/far' }] },
    ],
  ])('reports %s: %s', async (id, _, settings) => {
    const { of } = await examined(settings);
    expect(of(id)).toMatchObject({ status: 'fail', fix: expect.any(String) });
  });

  it.each<[string, Settings, string]>([
    ['certificates', { ca_bundle: '/nowhere.pem' }, '`/nowhere.pem`: no such file or directory'],
    ['quota', { quota_command: ['/nowhere/free'] }, 'it cannot be run'],
  ])('says in words what is wrong with %s', async (id, settings, found) => {
    const { of } = await examined(settings);
    expect(of(id)).toMatchObject({ status: 'fail', found });
  });

  it('says in words why a location cannot be written', async () => {
    const { of } = await examined({ locations: [{ id: 'far', title: 'Far', path: '/proc/far' }] });
    expect(of('location-far').found).toBe('`/proc/far`: no such file or directory');
  });

  it.each<[string, Settings]>([
    ['quota', { quota_command: ['sh', '-c', 'echo 5000000000'] }],
    ['preset-small', { presets: [{ id: 'small', title: 'Small', recipe: { packages: ['six'] } }] }],
  ])('accepts %s', async (id, settings) => {
    const { of } = await examined(settings);
    expect(of(id).status).toBe('ok');
  });

  it('says which Python versions can be downloaded, and warns if their server does not answer', async () => {
    const settings = { managers: {}, python_downloads: { mirror: `${NOBODY}/pythons` } };
    const { of } = await examined(settings);
    expect(of('downloads-uv').found).toContain('3.12');
    expect(of('helper')).toMatchObject({ status: 'ok', found: expect.stringMatching(/^made with 3\./) });
    expect(of('python-downloads')).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('refused'),
    });
    const without = await examined({ managers: {}, python_downloads: { mode: 'off' } });
    expect(without.of('downloads-uv').found).toContain('do not allow');
    expect(without.findings.map(({ id }) => id)).not.toContain('python-downloads');
  });

  it('asks the scheduler of each cluster', async () => {
    const home = makeHome({ pretendUv: true });
    const bin = join(home.directory, 'scheduler');
    mkdirSync(bin);
    writeFileSync(join(bin, 'scontrol'), '#!/bin/sh\necho "Slurmctld(primary) is UP"\n', { mode: 0o755 });
    for (const [id, place] of Object.entries({ near: bin, far: '/nowhere' })) {
      const job = { adapter: 'slurm', bin: place };
      writeFileSync(join(home.directory, `${id}.yml`), stringify({ v2: { metadata: { title: id }, job } }));
    }
    const { of } = await examined({ build_on: { clusters_directory: home.directory } });
    expect(of('cluster-near')).toMatchObject({ status: 'ok', found: 'slurm answers' });
    expect(of('cluster-far')).toMatchObject({ status: 'fail', found: expect.stringContaining('ENOENT') });
    // Other files there do not describe clusters.
    expect(of('clusters').found).toContain('not used: site');
  });

  it('warns of a file with passwords that other users can read', async () => {
    const home = makeHome();
    const netrc = join(home.home, '.netrc');
    writeFileSync(netrc, 'machine a.example login ada password hunter2secret\n', { mode: 0o644 });
    chmodSync(netrc, 0o644);
    const { of, findings } = await examined({ credentials: { netrc } });
    expect(of('credentials-netrc').status).toBe('warn');
    expect(JSON.stringify(findings)).not.toContain('hunter2secret');
    chmodSync(netrc, 0o600);
    expect((await examined({ credentials: { netrc } })).of('credentials-netrc').status).toBe('ok');
  });

  it('counts what the site’s package caches have, and warns of one that cannot be read', async () => {
    const directory = await temporaryDirectory();
    for (const name of ['six-1.17.0-pyh_0', 'cache']) mkdirSync(join(directory, name));
    for (const name of ['six-1.17.0-pyh_0.conda', 'urls.txt']) writeFileSync(join(directory, name), '');
    const { of } = await examined({ conda_package_caches: [directory, '/proc/nonexistent'] });
    expect(of('package-cache-1')).toMatchObject({
      status: 'ok',
      found: `\`${directory}\`: 1 unpacked package`,
    });
    expect(of('package-cache-2')).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('`conda_package_caches`'),
    });
  });

  it('warns of a missing central directory', async () => {
    const { of } = await examined({ central_kernels: ['/nowhere/kernels'] });
    expect(of('central-kernels').status).toBe('warn');
  });

  it('warns if Jupyter uses other directories', async () => {
    const home = makeHome({ pretendUv: true });
    const bin = join(home.directory, 'programs');
    mkdirSync(bin);
    writeFileSync(join(bin, 'jupyter'), `#!/bin/sh\necho '{"data": ["/elsewhere"]}'\n`);
    chmodSync(join(bin, 'jupyter'), 0o755);
    const findings = await examine({ ...home.environment, PATH: `${bin}:/usr/bin:/bin` });
    expect(only(findings, 'jupyter')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('/elsewhere'),
    });
  });

  it('asks Jupyter as a job does, without the variables of this app, and says that they are not used', async () => {
    const home = makeHome({ pretendUv: true });
    const bin = join(home.directory, 'programs');
    mkdirSync(bin);
    const answer = `{"data": ["'"\${JUPYTER_DATA_DIR:-${home.jupyter_data}}\${XDG_DATA_HOME:-}"'"]}`;
    writeFileSync(join(bin, 'jupyter'), `#!/bin/sh\necho '${answer}'\n`);
    chmodSync(join(bin, 'jupyter'), 0o755);
    const { JUPYTER_DATA_DIR: _, ...rest } = home.environment;
    const environment = { ...rest, PATH: `${bin}:/usr/bin:/bin`, XDG_DATA_HOME: '/elsewhere' };
    const findings = await examine(environment);
    expect(only(findings, 'jupyter')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining(`kernels are published in \`${home.jupyter_data}/kernels\``),
    });
    expect(only(findings, 'jupyter-variables')).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('`XDG_DATA_HOME` of this app names `/elsewhere/jupyter`'),
      fix: expect.stringContaining('`jupyter_data`'),
    });
  });

  it('is printed as text: a line for each check, what to do below it, and a summary', () => {
    const lines = findingLines([
      { id: 'a', title: 'One', status: 'ok', found: 'there' },
      { id: 'b', title: 'Two', status: 'fail', found: 'gone', fix: 'Fetch it' },
    ]);
    expect(lines).toEqual([
      '✓ One: there',
      '✗ Two: gone',
      '    → Fetch it',
      '',
      '2 checks: 1 passed, 0 warnings, 1 failed',
    ]);
  });
});
