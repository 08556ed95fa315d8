/** Real problem reports about hosts and networks; each title says which one and what is right. */
import { existsSync } from 'node:fs';
import { readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/base/process.js';
import { listBuilds, readBuild } from '../../../src/builds/builds.js';
import { releaseLock, takeLock } from '../../../src/builds/holding/lock.js';
import { listKernels } from '../../../src/kernels/kernelspec.js';
import { createKernel } from '../../../src/kernels/requests/create.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import { condaParts } from '../../parts/conda/index.js';
import { create } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { logText } from '../../support/log.js';
import { mayMount, mountSmall } from '../../support/mount.js';
import { ended } from '../../support/pretend.js';
import { buildProgram } from '../../support/program.js';
import { patient, waitFor } from '../../support/wait.js';
import { program } from '../command-line.js';

const ANYTHING = { limits: { free_megabytes: 0, free_files: 0 } };

describe.skipIf(!mayMount)('report 6: the home or its number of files is used up', () => {
  it.each([
    ['of bytes', 'size=12m', /The disk is full/],
    ['of files', 'size=2g,nr_inodes=1000', /No more files can be made/],
  ])(
    'report 6: the full file system is named %s, nothing partial stays, and the list still works',
    async (_, options, message) => {
      const home = makeHome({ settings: ANYTHING, index: true });
      mountSmall(home, home.environments, options);
      const { state, files } = await create(home, { name: 'big', manager: 'venv', packages: ['six'] });
      expect(state.status, await logText(files)).toBe('failed');
      expect(state.cause?.message).toMatch(message);
      expect(state.cause?.message).toContain(home.environments);
      expect(existsSync(join(home.environments, 'big'))).toBe(false);
      expect(await listKernels(home.site)).toEqual([]);
      expect(await listBuilds(home.site)).toHaveLength(1);
    },
  );

  it('report 6: files that conda gave back before it failed count, and what it fetched leaves the cache', async () => {
    const parts = await condaParts();
    const home = makeHome({
      settings: {
        ...ANYTHING,
        managers: { conda: { path: parts.conda } },
        channels: { default: [parts.channel] },
      },
    });
    mountSmall(home, home.environments, 'size=800m,nr_inodes=3000');
    const cache = join(home.environments, '.package-cache/conda');
    const removed = `The package cache is \`${cache}\`: the files of this build were removed`;
    await waitFor('a build that sees how few files were left', async () => {
      const { state, files } = await create(home, { name: 'big', manager: 'conda', packages: ['numpy'] });
      expect(state.status, await logText(files)).toBe('failed');
      expect(state.cause?.hint, await logText(files)).toContain(removed);
      expect(await readdir(cache)).not.toContainEqual(expect.stringMatching(/^\.?(python|numpy)-/));
      const room = async () => (await statfs(home.environments)).ffree;
      // What a process of the tool still has open counts until that has ended.
      await expect.poll(room, patient).toBeGreaterThan(2500);
      // A runner that is held up sees neither the bytes nor the files at their fewest.
      expect(state.cause?.code).toMatch(/^(inodes-exhausted|disk-full)$/);
      return state.cause?.code === 'inodes-exhausted';
    });
  });

  it('report 6: too little space is reported before anything is built', async () => {
    const home = makeHome();
    mountSmall(home, home.environments, 'size=2g,nr_inodes=2000');
    await expect(create(home, { name: 'big', manager: 'venv' })).rejects.toThrow(
      /files? free, and a build needs about/,
    );
  });
});

describe('report 55: the person’s own conda settings', () => {
  async function withCondarc(text: string) {
    const parts = await condaParts();
    const home = makeHome({
      settings: { managers: { conda: { path: parts.conda } }, channels: { default: [parts.channel] } },
    });
    const condarc = join(home.home, '.condarc');
    await writeFile(condarc, text);
    const build = await create(home, { name: 'mine', manager: 'conda', packages: ['probe-shared'] });
    expect(await readFile(condarc, 'utf8')).toBe(text);
    return { ...build, condarc, log: await logText(build.files) };
  }

  it('report 55: neither add nor pin packages, nor link into the cache; what holds is in the log', async () => {
    const { state, log } = await withCondarc(
      'create_default_packages: [probe-left]\npinned_packages: [probe-shared=1.0]\nalways_softlink: true\nsubdir: linux-aarch64\n',
    );
    expect(state.status, log).toBe('succeeded');
    const versions = Object.fromEntries(
      state.report?.packages.map(({ name, version }) => [name, version]) ?? [],
    );
    expect(versions['probe-shared']).toBe('2.0');
    expect(versions).not.toHaveProperty('probe-left');
    for (const line of ['always_softlink: False', 'ignore_pinned: True', 'subdir: linux-64'])
      expect(log).toContain(line);
  });

  it('report 55: a file that is no YAML is named with its line', async () => {
    const { state, condarc } = await withCondarc('channels: [a\nb: c\n');
    expect(state.cause).toMatchObject({ code: 'conda-settings-broken' });
    expect(state.cause?.message).toContain(`Line 2 of \`${condarc}\``);
  });
});

describe('report 7: two conda builds at the same time', () => {
  it('report 7: they take turns at the package cache, and both end well', async () => {
    const parts = await condaParts();
    const home = makeHome({
      settings: { managers: { conda: { path: parts.conda } }, channels: { default: [parts.channel] } },
    });
    const site = await home.equip();
    const order = async (name: string) => {
      const recipe = parseRecipe({ name, manager: 'conda', packages: ['probe-bulky'] });
      return (await createKernel(recipe, site, { keep: false, launcher: 'local' })).build;
    };
    // Held until both wait for it: on a busy machine, one may be over before the other begins.
    const lock = join(home.environments, '.package-cache/conda.lock');
    expect(await takeLock(lock, 'held')).toBeUndefined();
    const ids = await Promise.all([order('one'), order('two')]);
    const waits = async (id: string) => {
      const { files } = await readBuild(id, home.site);
      return (await logText(files)).includes('Waiting until build held no longer writes the package cache');
    };
    await waitFor('both to wait', async () => (await Promise.all(ids.map(waits))).every(Boolean));
    releaseLock(lock, 'held');
    const builds = await Promise.all(ids.map((id) => ended(id, home)));
    expect(builds.map(({ state }) => state.status)).toEqual(['succeeded', 'succeeded']);
  });
});

describe('report 32: proxies, certificates and hosts without a network', () => {
  const proxy = 'http://ada:hunter2secret@127.0.0.1:9';

  it.each(['venv', 'uv'])(
    'report 32: with %s, an unreachable proxy is reported, without the password',
    async (manager) => {
      const environment = { https_proxy: proxy, http_proxy: proxy };
      const home = makeHome({ settings: { environment } });
      const { state, files } = await create(home, { name: 'offline', manager, packages: ['six'] });
      const log = await logText(files);
      expect(state.status, log).toBe('failed');
      expect(state.cause?.message, log).toMatch(/^Cannot reach `[\w.]+/);
      expect(log).not.toContain('hunter2secret');
      expect(existsSync(join(home.environments, 'offline'))).toBe(false);
    },
  );

  it.skipIf(!mayMount)('report 32: a missing network is reported too', async () => {
    await buildProgram();
    const home = makeHome();
    // A new network namespace has no connection, not even to a name server.
    const words = ['--net', program, 'create', 'offline', 'six', '--manager', 'venv'];
    const { exit, stderr } = await run(['unshare', ...words], {
      environment: home.environment,
      seconds: 600,
    });
    expect(exit, stderr).toBe(1);
    expect(stderr).toMatch(/^error: Cannot reach `[\w.]+`: its name cannot be resolved\nhint: /m);
    expect(existsSync(join(home.environments, 'offline'))).toBe(false);
  });

  it('report 32: how long tools wait is bounded for each of them, and never at the cost of certificates', () => {
    const { environment } = makeHome().site;
    for (const tool of ['PIP', 'UV', 'CONDA', 'MAMBA'])
      expect(Object.keys(environment)).toEqual(
        expect.arrayContaining([expect.stringMatching(new RegExp(`^${tool}_.*(TIMEOUT|RETRIES)`))]),
      );
    expect(Object.keys(environment).join()).not.toMatch(/VERIFY|TRUSTED_HOST|INSECURE/);
    const home = makeHome({ settings: { environment: { PIP_RETRIES: '9' } } });
    expect(home.site.environment.PIP_RETRIES).toBe('9');
  });

  it("report 32: the site's proxy and certificates reach every tool the same way", () => {
    const home = makeHome({ settings: { environment: { https_proxy: proxy }, ca_bundle: '/etc/site.pem' } });
    expect(home.site.environment).toMatchObject({
      ...{ https_proxy: proxy, SSL_CERT_FILE: '/etc/site.pem', REQUESTS_CA_BUNDLE: '/etc/site.pem' },
      ...{ PIP_CERT: '/etc/site.pem', CURL_CA_BUNDLE: '/etc/site.pem' },
    });
  });
});
