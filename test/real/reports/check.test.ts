/** Real problem reports about what a check of a kernel says besides; each title says which one and what is right. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Build } from '../../../src/builds/build.js';
import { createWell } from '../../support/create.js';
import { makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';
import { PYTHON } from '../../support/python.js';
import { put } from '../../support/venv.js';
import { serveHome } from '../../support/web.js';

// The tools get a separate home, not this process's.
const home = makeHome({ shared: true, keepPackages: true });
let build: Build;
let userSite: string;

const checked = () => resultOf(home, 'check', 'mine');

beforeAll(async () => {
  const [interpreter] = (await home.equip()).tools.interpreters;
  const minor = interpreter?.version.split('.', 2).join('.');
  userSite = join(home.home, '.local/lib', `python${minor}`, 'site-packages');
  await put(join(userSite, 'six.py'), 'raise SystemExit("from the home")\n');
  build = await createWell(home, { name: 'mine', manager: 'uv', packages: ['six'] });
});

describe('report 1: packages in ~/.local win over the environment’s own', () => {
  it('report 1: a copy there is reported at the end of the build, on its page, and by a check', async () => {
    expect(build.state.report?.notes).toEqual([{ code: 'copy-in-home', what: 'six', where: userSite }]);
    const { ask } = await serveHome(home);
    expect((await ask(`/builds/${build.id}`)).text).toMatch(/another copy of <code>six<\/code> in/);
    expect(await checked()).toMatchObject({ ok: true, notes: [expect.stringContaining(userSite)] });
  });
});

describe('report 24: the library path of a loaded module', () => {
  it('report 24: a check reports that it is set in the session, and the kernel works without it', async () => {
    const directory = join(home.directory, 'libraries');
    await put(join(directory, 'libstdc++.so.6'), '');
    vi.stubEnv('LD_LIBRARY_PATH', directory);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { ok, notes } = await checked();
    expect(ok).toBe(true);
    expect(notes).toContain(
      `This session sets \`LD_LIBRARY_PATH\` (\`${directory}\`); the kernel does not get it`,
    );
  });
});

describe('report 34: IPython’s history is locked in a home on a network', () => {
  it('report 34: that is reported, with what the site can do, and the kernel still counts as working', async () => {
    const history = join(home.home, '.ipython/profile_default/history.sqlite');
    await put(history, '');
    const program =
      'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("BEGIN EXCLUSIVE"); print(1, flush=True); input()';
    const holder = spawn(PYTHON, ['-c', program, history], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill());
    await once(holder.stdout, 'data');
    const { ok, message, notes } = await checked();
    expect(ok, message).toBe(true);
    const lockNote = notes?.find((note) => note.includes(history));
    expect(lockNote).toMatch(/Another process has locked/);
    expect(lockNote).toContain('`ipython_history: false`');
    holder.kill();
    await once(holder, 'exit');
    expect((await checked()).notes?.join()).not.toContain('locked');
  });
});
