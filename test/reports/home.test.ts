/** Real problem reports about the host and the home that a user has; each title says which one and what is right. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../../src/base/process.js';
import { appRoot } from '../../src/base/program.js';
import { locksDirectory, nameLock } from '../../src/builds/build-directory.js';
import { cancelBuild, readBuild } from '../../src/builds/builds.js';
import { diagnose } from '../../src/builds/diagnosis/diagnose.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { create, createWell } from '../support/create.js';
import { makeGate } from '../support/gate.js';
import { type Home, makeHome } from '../support/home.js';
import { makeReadOnly, mayMount, unmountAll } from '../support/mount.js';
import { resultOf } from '../support/operate.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import { waitFor } from '../support/wait.js';
import { serveHome } from '../support/web.js';

// Real processes, beside those of other test files.
describe.skipIf(!mayMount)('report 5: csh, tcsh or fish as the login shell', () => {
  /** Makes a kernel where the password database gives this user that shell, and gives its kernelspec. */
  async function kernelspecWith(login: string): Promise<string> {
    const home = makeHome({ pretendUv: true, variables: { SHELL: login } });
    const accounts = join(home.directory, 'passwd');
    const text = readFileSync('/etc/passwd', 'utf8').replace(/^(root:.*):[^:]*$/m, `$1:${login}`);
    writeFileSync(accounts, text);
    const command = `mount --bind ${accounts} /etc/passwd && exec "$0" create mine six --manager uv`;
    const words = ['--mount', 'sh', '-c', command, join(appRoot, 'bin/create-kernel')];
    const { exit, stderr } = await run(['unshare', ...words], {
      environment: home.environment,
      seconds: 600,
    });
    expect(exit, stderr).toBe(0);
    const spec = readFileSync(join(home.jupyter_data, 'kernels/mine/kernel.json'), 'utf8');
    // Each build has a different id.
    return spec.replaceAll(home.directory, '').replace(/"(id|build)": "[^"]*"/g, '');
  }

  it('report 5: the kernel is the same, whatever shell the password database and the environment name', async () => {
    await buildProgram();
    const [bash, tcsh, fish] = await Promise.all(
      ['/bin/bash', '/bin/tcsh', '/usr/bin/fish'].map(kernelspecWith),
    );
    expect(tcsh).toBe(bash);
    expect(fish).toBe(bash);
  });
});

describe('report 16: a proxy cuts a silent stream', () => {
  it('report 16: a step that says nothing keeps the stream alive, and whoever is cut off goes on without a gap', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const home = makeHome();
    const gate = makeGate(home, 'silent');
    const id = await orderPretend(home, pretendPlan(home, [shell('silent', `${gate.wait}; echo after`)]));
    await running(id, 'silent', home);
    const { origin } = await serveHome(home);
    const path = `${origin}/builds/${id}/events`;
    const first = await read(path, (text) => text.includes('"step":"silent"'));
    vi.advanceTimersByTime(60_000);
    const beaten = await first.more((text) => /^:$/m.test(text));
    first.leave();
    gate.open();
    await ended(id, home);
    const offset = [...beaten.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
    const rest = await (await fetch(`${path}?once`, { headers: { 'last-event-id': offset } })).text();
    const { files } = await readBuild(id, home.site);
    expect(eventsIn(beaten + rest)).toEqual(readFileSync(files.journal, 'utf8').trim().split('\n'));
  });

  /** Reads a stream until it has said something. */
  async function read(address: string, has: (text: string) => boolean) {
    const leaving = new AbortController();
    const reader = (await fetch(address, { signal: leaving.signal })).body?.getReader();
    let text = '';
    const more = async (enough: (text: string) => boolean) => {
      while (!enough(text)) text += new TextDecoder().decode((await reader?.read())?.value);
      return text;
    };
    await more(has);
    return { more, leave: () => leaving.abort() };
  }

  const eventsIn = (text: string) => [...text.matchAll(/^data: (\{.*)$/gm)].map(([, line]) => line);
});

describe('report 27: a step is ended for its memory', () => {
  const failure = { phase: 'create', tool: 'conda', lines: [] } as const;

  it.each([
    ['a status of 137', { ...failure, exit: 137 }],
    ['SIGKILL', { ...failure, exit: null, signal: 'SIGKILL' }],
    [
      'the message of the shell',
      { ...failure, exit: 1, lines: [{ line: 7, text: 'sh: line 1: 99 Killed   conda create' }] },
    ],
  ])('report 27: %s alone is no evidence of memory, and the next step is a job', (_, given) => {
    const cause = diagnose(given);
    expect(cause).toMatchObject({ code: 'killed', hint: expect.stringMatching(/memory.*build in a job/) });
  });

  it.each([
    ['a solver that `ulimit -v` stops', { ...failure, exit: 1, lines: [{ line: 7, text: 'MemoryError' }] }],
    [
      'a solver in C++',
      {
        ...failure,
        exit: 134,
        lines: [{ line: 7, text: "terminate called after throwing 'std::bad_alloc'" }],
      },
    ],
    [
      'a solver in Rust',
      { ...failure, exit: 134, lines: [{ line: 7, text: 'memory allocation of 4194304 bytes failed' }] },
    ],
  ])('report 27: it is known by %s, and the next step is a job', (_, given) => {
    const cause = diagnose(given);
    expect(cause).toMatchObject({ code: 'out-of-memory', hint: expect.stringContaining('build in a job') });
  });

  it.each([
    ['`ulimit -v`', 'ulimit -v 60000; exec python3 -c "bytearray(10 ** 9)"', 'out-of-memory'],
    ['SIGKILL', "sh -c 'kill -9 $$'; exit $?", 'killed'],
  ])(
    'report 27: a solver that is ended by %s fails the build, and nothing of it is left',
    async (_, lines, code) => {
      const home = makeHome({ pretendUv: true });
      home.hook(lines);
      const { state, plan } = await create(home, { name: 'mine' });
      expect(state).toMatchObject({ status: 'failed', cause: { code } });
      expect(existsSync(join(plan.prefix, '..'))).toBe(false);
      expect(existsSync(plan.staging)).toBe(false);
      expect(await listKernels(home.site)).toEqual([]);
    },
  );
});

describe('report 28: locks and busy files in a home on a network', () => {
  it.skipIf(!mayMount)(
    'report 28: files in use when a kernel is removed are moved away, and deleted with the next build or operation',
    async () => {
      const home = makeHome({ pretendUv: true });
      const { plan } = await createWell(home, { name: 'mine' });
      makeReadOnly(home, join(plan.prefix, 'bin'));
      await resultOf(home, 'remove', 'mine', { now: true });
      const [trash = ''] = readdirSync(home.environments).filter((name) => name.startsWith('.remove-'));
      expect(existsSync(join(home.environments, trash, '1/bin'))).toBe(true);
      expect(await listKernels(home.site)).toEqual([]);
      unmountAll(home);
      await createWell(home, { name: 'mine' });
      await waitFor('it to be deleted', () => !readdirSync(home.environments).includes(trash));
    },
  );

  it('report 28: what an earlier removal left of a kernelspec goes too, and nothing else does', async () => {
    const home = makeHome({ pretendUv: true });
    const place = join(home.jupyter_data, 'create_kernel');
    for (const name of ['mine-remove-0a1b2c3d', 'my-remove-tool-1'])
      mkdirSync(join(place, name), { recursive: true });
    await createWell(home, { name: 'mine' });
    await waitFor('it to be deleted', () => String(readdirSync(place)) === 'my-remove-tool-1');
  });

  it('report 28: the refusal at a lock names its holder and host, and says how to break it', async () => {
    const home = makeHome({ pretendUv: true });
    const gate = makeGate(home, 'held');
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', gate.wait)], 'mine'));
    await running(id, 'wait', home);
    const lock = nameLock(locksDirectory(home.data_root), 'mine');
    await expect(order(home)).rejects.toMatchObject({
      code: 'build-running',
      hint: `Wait for build \`${id}\`, or cancel it. If it does not run on \`${hostname()}\` any more, delete \`${lock}\``,
    });
    expect(existsSync(lock)).toBe(true);
    cancelBuild(await readBuild(id, home.site));
    await ended(id, home);
  });

  async function order(home: Home) {
    const recipe = parseRecipe({ name: 'mine', packages: ['other'] });
    return createKernel(recipe, await home.equip(), { keep: false, launcher: 'local' });
  }
});
