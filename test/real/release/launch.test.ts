import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeProgram, nodeVersions } from '../../parts/node/index.js';
import { Portal } from './portal.js';

const portal = new Portal();
let path = '';

beforeAll(async () => {
  await portal.install();
  path = portal.searchPath(process.execPath);
});

/** Launches the app as the dashboard does: as the user, with the app's own programs first on the search path. */
function launch(environment: Record<string, string> = {}, app = portal.app) {
  return portal.run([join(app, 'bin/setup-production')], {
    ...{ PATH: `${app}/bin:${path}`, HOME: portal.newHome(), LANG: 'C.UTF-8' },
    ...environment,
  });
}

/** A program that calls itself some version of Node.js. */
function pretendNode(version: string): string {
  const file = join(portal.directory, `node-${version}`);
  writeFileSync(file, `#!/bin/sh\necho v${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('a launch from the dashboard', () => {
  it('succeeds without a word, again and again, and leaves an empty directory of the user’s alone', async () => {
    const home = portal.newHome();
    for (let launches = 0; launches < 2; launches++)
      expect(await launch({ HOME: home })).toEqual({ exit: 0, out: '', talk: '' });
    const data = join(home, 'ondemand/data/sys/create_kernel');
    expect(readdirSync(home, { recursive: true })).toHaveLength(4);
    expect(readdirSync(data)).toEqual([]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it.each(nodeVersions)('succeeds on Node.js %s', async (version) => {
    const PATH = `${portal.app}/bin:${portal.searchPath(await nodeProgram(version))}`;
    expect(await launch({ PATH })).toEqual({ exit: 0, out: '', talk: '' });
  });

  it('leaves a mistake in the settings to the pages, which tell its line', async () => {
    const settings = join(portal.directory, 'mistaken.yml');
    writeFileSync(settings, 'no_such_setting: 1\n');
    expect(await launch({ CREATE_KERNEL_SITE: settings })).toEqual({ exit: 0, out: '', talk: '' });
  });

  it('fails where the home cannot be written, and names the directory', async () => {
    const home = join(portal.directory, 'of-root');
    mkdirSync(home, { recursive: true });
    const { exit, talk } = await launch({ HOME: home });
    expect(exit).toBe(1);
    expect(talk).toMatch(
      /^Create Kernel: `.*of-root\/ondemand.*` cannot be written to: .*not writable.*\n {2}\S/,
    );
  });

  it('looks at the data directory that the site has set', async () => {
    const settings = join(portal.directory, 'elsewhere.yml');
    writeFileSync(settings, 'data_root: /root/nowhere/${USER}\n');
    const { exit, talk } = await launch({ CREATE_KERNEL_SITE: settings });
    expect(exit).toBe(1);
    expect(talk).toContain('/root/nowhere/nobody');
  });

  it.each(['dist', 'dist/assets'])('fails where %s is missing, and says who can fix it', async (name) => {
    const app = join(portal.directory, `without-${name.replace('/', '-')}`);
    cpSync(portal.app, app, { recursive: true });
    rmSync(join(app, name), { recursive: true });
    const { exit, talk } = await launch({}, app);
    expect(exit).toBe(1);
    expect(talk).toMatch(/^Create Kernel is not compiled\.\n.*`bin\/setup`.*without-/);
  });

  it('fails on a Node.js that is too old, and says which one it is', async () => {
    const old = join(portal.directory, 'old');
    mkdirSync(old);
    cpSync(pretendNode('18.20.1'), join(old, 'node'));
    const { exit, talk } = await launch({ PATH: `${old}:/usr/bin:/bin` });
    expect(exit).toBe(1);
    expect(talk).toMatch(
      /^Create Kernel: Node\.js 20\.5 or newer is needed, but `node` is 18\.20\.1\.\n {2}\S/,
    );
  });

  it('asks the Node.js that the per-user web server starts, wherever the site has it', async () => {
    const settings = join(portal.directory, 'nginx_stage.yml');
    const old = pretendNode('16.1.0');
    writeFileSync(settings, `---\npassenger_nodejs: '${old}'\n`);
    const { exit, talk } = await launch({ NGINX_STAGE_CONFIG_FILE: settings });
    expect(exit).toBe(1);
    expect(talk).toContain(`\`${old}\` is 16.1.0`);
  });
});
