import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locationOf } from '../../src/site/locations.js';
import { readSite } from '../../src/site/site.js';
import { type Home, makeHome } from '../support/home.js';

describe('the environment of every tool', () => {
  it('has the user, the network settings, and no variable of the server', () => {
    const variables = { NODE_PATH: '/x', RUBYOPT: '-x', SECRET_KEY_BASE: 's', PIP_INDEX_URL: 'http://x' };
    const { site, home } = makeHome({ variables: { ...variables, https_proxy: 'http://proxy:3128' } });
    expect(site.environment).toMatchObject({
      HOME: home,
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      https_proxy: 'http://proxy:3128',
    });
    for (const name of Object.keys(variables)) expect(site.environment).not.toHaveProperty(name);
  });

  it('has the site’s variables, certificates and program directories', () => {
    const { site, home } = makeHome({
      settings: { environment: { A: 'b' }, ca_bundle: '~/ca.pem', search_path: ['/opt/$USER/bin'] },
      variables: { https_proxy: 'http://ours', SSL_CERT_FILE: '/of/the/server.pem' },
    });
    expect(site.environment).toMatchObject({
      A: 'b',
      SSL_CERT_FILE: `${home}/ca.pem`,
      REQUESTS_CA_BUNDLE: `${home}/ca.pem`,
      PIP_CERT: `${home}/ca.pem`,
      GIT_SSL_CAINFO: `${home}/ca.pem`,
      PATH: `/opt/${site.account.user}/bin:/usr/local/bin:/usr/bin:/bin`,
    });
  });

  it("has the site's proxy instead of the server's", () => {
    const { site } = makeHome({
      settings: { environment: { https_proxy: 'http://site' } },
      variables: { https_proxy: 'http://leaked' },
    });
    expect(site.environment).toMatchObject({ https_proxy: 'http://site', HTTPS_PROXY: 'http://site' });
  });
});

describe('the certificates that tools trust', () => {
  const variables = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'PIP_CERT', 'GIT_SSL_CAINFO'];

  /** The contents of the files that the variables name, in a home with several certificate files. */
  function trusted(named: Record<string, string>, settings = {}) {
    const { home, environment } = makeHome({ settings });
    const at = (name: string) => join(home, `${name}.pem`);
    for (const name of ['usual', 'extra', 'other']) writeFileSync(at(name), `${name}\n`);
    const paths = Object.entries(named).map(([name, file]) => [name, at(file)]);
    const site = readSite({ ...environment, ...Object.fromEntries(paths) });
    const contents = (name: string) => readFileSync(site.environment[name] ?? '', 'utf8');
    return { node: contents, tools: new Set(variables.map(contents)) };
  }

  it('are those of the host and the extra ones of Node.js', () => {
    const { tools } = trusted({ NODE_EXTRA_CA_CERTS: 'extra', SSL_CERT_FILE: 'usual' });
    expect(tools).toEqual(new Set(['usual\nextra\n']));
  });

  it('are combined for each tool that has a separate file on the host', () => {
    const named = { NODE_EXTRA_CA_CERTS: 'extra', SSL_CERT_FILE: 'usual', PIP_CERT: 'other' };
    expect(trusted(named).tools).toEqual(new Set(['usual\nextra\n', 'other\nextra\n']));
  });

  it('are in the same file if both name it, which is not copied', () => {
    const { home, environment, data_root } = makeHome();
    const path = join(home, 'both.pem');
    writeFileSync(path, 'both\n');
    const site = readSite({ ...environment, NODE_EXTRA_CA_CERTS: path, SSL_CERT_FILE: path });
    for (const name of variables) expect(site.environment[name]).toBe(path);
    expect(existsSync(data_root)).toBe(false);
  });

  it('are the host’s if the extra file is missing', () => {
    const { tools } = trusted({ SSL_CERT_FILE: 'usual', NODE_EXTRA_CA_CERTS: 'missing' });
    expect(tools).toEqual(new Set(['usual\n']));
  });

  it('are only the site’s if it names them, for Node.js too', () => {
    const named = { NODE_EXTRA_CA_CERTS: 'extra', SSL_CERT_FILE: 'usual' };
    const { node, tools } = trusted(named, { ca_bundle: '~/other.pem' });
    expect([...tools, node('NODE_EXTRA_CA_CERTS')]).toEqual(['other\n', 'other\n']);
  });
});

describe('the tools of a site', () => {
  const pretend = (home: Home, path: string, answer: string): string => {
    const program = join(home.home, path);
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
    return program;
  };
  const python = (path: string) =>
    JSON.stringify({ path, version: '3.5.2', implementation: 'cpython', pip: '9.0' });

  it('are those that it names, then those on its search path, then those of the host', async () => {
    const settings = {
      managers: { conda: { path: '~/named/conda' } },
      search_path: ['~/bin'],
      interpreters: ['$HOME/old/python'],
    };
    const home = makeHome({ settings, variables: { PATH: '/usr/bin:/bin' } });
    const conda = pretend(home, 'named/conda', 'conda 24.1.0');
    pretend(home, 'bin/conda', 'conda 1.0.0');
    const mamba = pretend(home, 'bin/mamba', '2.0.5');
    pretend(home, 'old/python', python('/old/python'));
    const { tools } = await home.equip();
    expect(tools.programs).toMatchObject({
      conda: { path: conda, version: '24.1.0' },
      mamba: { path: mamba, version: '2.0.5' },
    });
    expect(tools.interpreters.at(-1)).toMatchObject({ path: '/old/python', version: '3.5.2' });
  });
});

describe('the files with credentials', () => {
  const credentials = {
    netrc: '~/.netrc',
    condarc: '~/condarc',
    pip_config: '$HOME/pip.conf',
    uv_config: '~/uv',
  };
  const files = { NETRC: '.netrc', CONDARC: 'condarc', PIP_CONFIG_FILE: 'pip.conf', UV_CONFIG_FILE: 'uv' };

  it.each(Object.entries(files))('are handed to the tools by their path: %s', (variable, name) => {
    const home = makeHome({ settings: { credentials } });
    expect(home.site.environment).not.toHaveProperty(variable);
    const path = join(home.home, name);
    writeFileSync(path, 'password hunter2hunter2');
    const { environment } = readSite(home.environment);
    expect(environment[variable]).toBe(path);
    expect(JSON.stringify(environment)).not.toContain('hunter2');
  });

  it('are none if the site names none', () => {
    const home = makeHome();
    writeFileSync(join(home.home, '.netrc'), '');
    for (const variable of Object.keys(files)) expect(home.site.environment).not.toHaveProperty(variable);
  });
});

describe('a location', () => {
  const locations = [
    { id: 'home', title: 'Home', path: '/home/ada/envs' },
    { id: 'scratch', title: 'Scratch', path: '/scratch/ada' },
  ];

  it.each([
    ['', 'home'],
    ['scratch', 'scratch'],
    ['/scratch/ada', 'scratch'],
  ])('is found by its id or its path, and is the first one by default: %j', (asked, id) => {
    expect(locationOf({ locations }, asked).id).toBe(id);
  });

  it.each(['elsewhere', '/etc', '../home', '/scratch/ada/..'])('is never another place: %s', (asked) => {
    expect(() => locationOf({ locations }, asked)).toThrow(/has no location/);
  });

  it('is in the data root if the site names none', () => {
    const { site, data_root } = makeHome({ settings: { locations: [] } });
    expect(site.locations).toEqual([{ id: 'home', title: 'Home', path: `${data_root}/environments` }]);
  });
});

describe('a package cache of the site', () => {
  it('is used at its path for this user', () => {
    const { site, home } = makeHome({ settings: { conda_package_caches: ['~/pkgs', '/opt/conda/pkgs'] } });
    expect(site.conda_package_caches).toEqual([`${home}/pkgs`, '/opt/conda/pkgs']);
  });

  it('is refused if other users can write it, unless the site shares it on purpose', () => {
    const settings = { conda_package_caches: ['~/pkgs'] };
    const home = makeHome({ settings });
    const cache = join(home.home, 'pkgs');
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect(() => readSite(home.environment)).toThrow(`\`${cache}\``);
    const shared = makeHome({ settings: { ...settings, shared_directories: ['~/pkgs'] } });
    mkdirSync(join(shared.home, 'pkgs'));
    chmodSync(join(shared.home, 'pkgs'), 0o777);
    expect(readSite(shared.environment).conda_package_caches).toHaveLength(1);
  });

  it('cannot have a comma in its path, which conda reads as the end of it', () => {
    expect(() => makeHome({ settings: { conda_package_caches: ['/opt/a,b'] } })).toThrow(/comma/);
  });
});
