/** The command line where another user was first, and for accounts and hosts that lack something. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { startApp } from '../support/app.js';
import { makeHome } from '../support/home.js';
import { textOf } from '../support/page.js';
import { buildProgram } from '../support/program.js';
import { servedOn, Visitor } from '../support/web.js';

const OTHER = 65534;
const asRoot = it.skipIf(process.getuid?.() !== 0);
const program = join(appRoot, 'bin/create-kernel');

beforeAll(buildProgram);

/** Runs lines of sh with `$ck` as the command line. */
function sh(lines: string, env: Record<string, string>, ids: { uid?: number; gid?: number } = {}) {
  const node = process.execPath.replace(/\/[^/]*$/, '');
  const all = { ...env, PATH: `${node}:/usr/bin:/bin`, ck: program };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', lines], {
    ...{ env: all, encoding: 'utf8', cwd: '/', ...ids },
  });
  return { status, stdout, stderr };
}

describe('a data directory that another user made first in a directory for everybody', () => {
  asRoot.each(['plan mine', 'builds', 'doctor'])(
    'stops `%s` before anything in it is run or believed',
    (words) => {
      const scratch = mkdtempSync(join(tmpdir(), 'create-kernel-scratch-'));
      onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
      chmodSync(scratch, 0o1777);
      const [data, mark, victim] = ['data', 'was-run', 'victim'].map((name) => join(scratch, name)) as [
        string,
        string,
        string,
      ];
      const build = join(data, 'builds/20260101-000000-abcdef');
      for (const directory of [join(data, 'tools'), build, victim]) mkdirSync(directory, { recursive: true });
      writeFileSync(join(data, 'tools/uv'), `#!/bin/sh\ntouch ${mark}\necho uv 9.9.9\n`, { mode: 0o755 });
      const plan = { name: 'x', display_name: 'x', generation: 1, language: 'python', manager: 'uv' };
      const paths = { prefix: victim, kernel_directory: victim, staging: victim };
      writeFileSync(join(build, 'plan.json'), JSON.stringify({ schema: 1, ...plan, ...paths }));
      chownSync(data, OTHER, OTHER);
      chmodSync(data, 0o777);
      const { status, stdout, stderr } = sh(`"$ck" ${words}`, {
        ...makeHome().environment,
        CREATE_KERNEL_DATA: data,
      });
      expect(status).not.toBe(0);
      expect(stdout + stderr).toMatch(new RegExp(`${data}.*0777`, 's'));
      expect([existsSync(mark), existsSync(victim)]).toEqual([false, true]);
    },
  );
});

describe('a sentence and a status, without a stack', () => {
  const statusOf = ({ status, stderr }: ReturnType<typeof sh>) => {
    expect(stderr).toMatch(/^error: [A-Z`].*\n/);
    expect(stderr).not.toMatch(/^ +at /m);
    return status;
  };

  it('or the home of the user database, for an empty HOME', () => {
    const { directory, environment } = makeHome();
    const here = join(directory, 'here');
    mkdirSync(here);
    const { CREATE_KERNEL_DATA: _, ...rest } = environment;
    const { status, stderr } = sh(`cd ${here} && "$ck" builds`, { ...rest, HOME: '' });
    expect([0, 3]).toContain(status);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(readdirSync(here)).toEqual([]);
  });

  asRoot('for a user id that no database has', () => {
    const { environment } = makeHome();
    expect(statusOf(sh('"$ck" builds', environment, { uid: 54321, gid: 54321 }))).toBe(3);
  });

  it('for an output that takes nothing more', () => {
    const answer = sh('"$ck" --help > /dev/full', makeHome().environment);
    expect(statusOf(answer)).toBeGreaterThan(0);
  });

  it.each([20, 21])('for too low a limit of open files: %d', (limit) => {
    const answer = sh(`ulimit -n ${limit}; exec "$ck" builds`, makeHome().environment);
    expect(statusOf(answer)).toBeGreaterThan(0);
  });
});

describe('a build under umask 000', () => {
  it('makes nothing that others can write, and shows no secret variable', () => {
    const { environment, data_root, environments, jupyter_data } = makeHome({ pretendUv: true });
    const secret = 'swordfish-swordfish';
    const words = 'mine --kernel-variable DB_PASSWORD';
    const lines = ['plan', 'plan --json', 'create'].map((each) => `"$ck" ${each} ${words}`).join(' && ');
    const answer = sh(`umask 000; ${lines}`, { ...environment, DB_PASSWORD: secret });
    expect(answer).toMatchObject({ status: 0 });
    expect(answer.stdout + answer.stderr).not.toContain(secret);
    const find = `find ${data_root} ${environments}/mine ${jupyter_data} ! -type l`;
    expect(sh(`${find} -perm /022`, {}).stdout).toBe('');
    const holding = sh(`grep -rl ${secret} ${data_root} ${environments} ${jupyter_data}`, {}).stdout;
    const paths = holding.trim().split('\n');
    expect(paths).toEqual([
      expect.stringMatching(/\/secrets\/.+\.json$/),
      expect.stringMatching(/\/kernels\/mine\/kernel\.json$/),
    ]);
    expect(sh(`stat -c %a ${paths.join(' ')}`, {}).stdout).toBe('600\n600\n');
  });
});

describe.skipIf(process.getuid?.() !== 0)('a location below a directory that this user may not enter', () => {
  const user = { uid: OTHER, gid: OTHER };

  /** A home of the other user, with a location in a directory of root's, and a kernel that was made there. */
  function homeBelow() {
    const closed = mkdtempSync(join(tmpdir(), 'create-kernel-closed-'));
    onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
    const far = join(closed, 'far/environments');
    mkdirSync(join(far, 'old/1/bin'), { recursive: true });
    chmodSync(closed, 0o700);
    const home = makeHome({
      pretendUv: true,
      settings: {
        locations: [{ id: 'far', title: 'Far', path: far }],
        administrators: [userInfo({ encoding: 'utf8' }).username, 'nobody'],
        indexes: { default: ['http://127.0.0.1:9/simple'] },
      },
    });
    const origin = {
      version: '1',
      generation: 1,
      prefix: `${far}/old/1`,
      manager: 'uv',
      recipe: { name: 'old' },
    };
    const spec = { argv: ['x'], display_name: 'Old', metadata: { create_kernel: origin } };
    mkdirSync(join(home.jupyter_data, 'kernels/old'), { recursive: true });
    writeFileSync(join(home.jupyter_data, 'kernels/old/kernel.json'), JSON.stringify(spec));
    sh(`chown -R ${OTHER}:${OTHER} ${home.directory}`, {});
    const said = `\`${far}\`, which holds the environments of this location, cannot be written to: \`${closed}\` is not writable for you`;
    return { home, far, closed, said };
  }

  it.each([
    ['plan new six', 3, 'refused'],
    ['create new six', 3, 'refused'],
    ['rebuild old --yes', 3, 'lock'],
    ['list', 0, 'reached'],
    ['disk', 0, 'kernels'],
    ['doctor', 1, 'doctor'],
  ] as const)('is what `%s` says', (words, status, about) => {
    const { home, far, closed, said } = homeBelow();
    const answer = sh(`"$ck" ${words}`, home.environment, user);
    const shown = {
      refused: said,
      reached: 'no permission to open a directory above its environment',
      lock: '.create_kernel/lock.txt`, cannot be used: you have no permission to read it',
      kernels: 'Kernels',
      doctor: `Location “Far”: \`${far}\`: \`${closed}\` is not writable for you`,
    };
    expect(answer.stdout + answer.stderr).toContain(shown[about]);
    expect(answer.stderr).not.toMatch(/^ +at /m);
    expect(answer.status).toBe(status);
  });

  it('is what each page says', async () => {
    const { home, far, closed, said } = homeBelow();
    const app = await startApp(home, { user });
    const visitor = new Visitor(servedOn(app.port));
    await visitor.get(app.link());
    for (const [path, shown] of [
      ['/', 'Far'],
      ['/builds', 'Builds'],
      ['/kernels', 'Environment missing'],
      ['/kernels/show?name=old', 'no permission to open a directory above its environment'],
      ['/kernels/update?name=old', 'Old'],
      ['/disk', 'Kernels'],
      ['/doctor', `${far}: ${closed} is not writable for you`],
    ] as const) {
      const { status, text } = await visitor.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(textOf(text)).toContain(shown);
    }
    const answer = await visitor.post('/preview', { kernel_name: 'new', kernel_packages: 'six' });
    expect(textOf(answer.text)).toContain(said.replaceAll('`', ''));
    expect(answer.status).toBeLessThan(500);
  });
});
