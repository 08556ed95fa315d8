/** What must not go wrong when everything else does: each fault is made for real, and then the kernel is made again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readStored } from '../../src/base/stored.js';
import type { Build } from '../../src/builds/build.js';
import { locksDirectory, nameLock } from '../../src/builds/build-directory.js';
import { listBuilds, readBuild } from '../../src/builds/builds.js';
import { readHolder } from '../../src/builds/holding/lock.js';
import { identityFormat, startTime } from '../../src/builds/holding/processes/process-identity.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import type { OrderedGeneration } from '../../src/kernels/requests/order-generation.js';
import { create, createWell } from '../support/create.js';
import { type Home, type HomeOptions, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { makeReadOnly, mayMount, mountSmall, unmountAll } from '../support/mount.js';
import { ended, running } from '../support/pretend.js';
import { compile, type Program, start } from '../support/process.js';
import { buildProgram } from '../support/program.js';
import { waitFor } from '../support/wait.js';

const ROOM = { limits: { free_megabytes: 0, free_files: 0 } };
const RECIPE = { name: 'mine', packages: ['six'] };
const WAIT = 'until [ -e "$here/go" ]; do sleep 0.02; done';

const go = (home: Home) => writeFileSync(join(home.directory, 'bin', 'go'), '');
const home = (settings: HomeOptions['settings'] = ROOM, variables: Record<string, string> = {}) =>
  makeHome({ pretendUv: true, settings, variables });

let program: string;
beforeAll(async () => {
  await buildProgram();
  program = await compile(new URL('../builds/programs/create-kernel.ts', import.meta.url));
});

/** A separate server that orders a kernel. */
function serve(its: Home, recipe: object = RECIPE): Program & { answer: Promise<OrderedGeneration> } {
  const server = start(program, [JSON.stringify(recipe)], its);
  return { ...server, answer: server.line().then((line) => JSON.parse(line ?? '')) };
}

/** Everything below a directory. */
const everythingIn = (directory: string) => readdirSync(directory, { recursive: true }).map(String).sort();

/** The launcher has nothing, nothing half made is left, and the same kernel can be made. */
async function expectRecovery(its: Home): Promise<void> {
  expect(await listKernels(its.site)).toEqual([]);
  expect(everythingIn(its.environments).filter((path) => /^mine/.test(path))).toEqual([]);
  expect(everythingIn(its.jupyter_data).filter((path) => /mine/.test(path))).toEqual([]);
  its.hook('');
  await createWell(its, RECIPE);
  expect((await listKernels(its.site)).map(({ name }) => name)).toEqual(['mine']);
}

describe('the server is killed', () => {
  it('in the middle of a build, which goes on', async () => {
    const its = home();
    its.hook(WAIT);
    const server = serve(its);
    const { build } = await server.answer;
    await running(build, 'install-packages', its);
    server.process.kill('SIGKILL');
    await server.ended;
    go(its);
    expect((await ended(build, its)).state.status).toBe('succeeded');
  });

  it('at the very moment at which it has ordered a build, which is begun and holds its name', async () => {
    const its = home();
    its.hook(WAIT);
    const server = serve(its);
    const { build } = await server.answer;
    expect(readHolder(nameLock(locksDirectory(its.site.data_root), 'mine'))?.pid).not.toBe(
      server.process.pid,
    );
    server.process.kill('SIGKILL');
    await server.ended;
    const other = await serve(its).answer;
    expect(other).toEqual({ build, already: true });
    go(its);
    expect((await ended(build, its)).state.status).toBe('succeeded');
  });
});

describe('the runner is killed', () => {
  async function killRunner(its: Home): Promise<{ build: Build; tool: number }> {
    its.hook('echo "tool $$"; sleep 999 & echo "child $!"; wait');
    const { build: id } = await serve(its).answer;
    const build = await waitFor('the tool to run', async () => {
      const now = await readBuild(id, its.site);
      return now.state.lines >= 2 ? now : undefined;
    });
    const tool = Number(/^child (\d+)$/m.exec(await logText(build.files))?.[1]);
    process.kill(storedIdentity(build.files.runner).pid, 'SIGKILL');
    return { build, tool };
  }

  it('and its build is reported as interrupted, its tool ended and its leftovers removed', async () => {
    const its = home();
    const { build, tool } = await killRunner(its);
    const { state } = await ended(build.id, its);
    expect(state).toMatchObject({ status: 'interrupted', cause: { hint: expect.stringContaining('retry') } });
    await waitFor('the tool to end', () => startTime(tool) === undefined);
    await expectRecovery(its);
  });

  it('and the kernel can be made again before anybody has looked', async () => {
    const its = home();
    const { build, tool } = await killRunner(its);
    await waitFor('the runner to end', () => startTime(storedIdentity(build.files.runner).pid) === undefined);
    its.hook('');
    const { plan } = await createWell(its, RECIPE);
    expect(startTime(tool)).toBeUndefined();
    expect((await readBuild(build.id, its.site)).state.status).toBe('interrupted');
    expect(existsSync(plan.prefix)).toBe(true);
  });
});

describe('the tool is killed', () => {
  it.each([
    ['itself', 'kill -9 $$'],
    ['by the exit status of a shell', 'sh -c "kill -9 \\$\\$"; exit 137'],
  ])('%s', async (_, hook) => {
    const its = home();
    its.hook(hook);
    const { state } = await create(its, RECIPE);
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'killed' } });
    expect(state.cause?.hint).toMatch(/memory.*job/);
    await expectRecovery(its);
  });
});

describe.skipIf(!mayMount)('a file system', () => {
  const FILL = 'head -c 20000000 /dev/zero > "$prefix/big" || exit 1';
  const FILL_FILES = 'n=0; while [ $n -lt 5000 ]; do : > "$prefix/$n" || exit 1; n=$((n+1)); done';

  it.each([
    ['of the environments is full', 'size=4m', FILL, /The disk is full/],
    [
      'of the environments has no more files',
      'size=400m,nr_inodes=300',
      FILL_FILES,
      /No more files can be made/,
    ],
  ])('%s', async (_, options, hook, message) => {
    const its = home();
    mountSmall(its, its.environments, options);
    its.hook(hook);
    const { state } = await create(its, RECIPE);
    expect(state).toMatchObject({ status: 'failed', cause: { message: expect.stringMatching(message) } });
    expect(state.cause?.message).toContain(its.environments);
    expect((await listBuilds(its.site)).map((build) => build.state.status)).toEqual(['failed']);
    await expectRecovery(its);
  });

  it.each<[string, (its: Home) => string, string]>([
    ['temporary files', (its) => its.environment.TMPDIR ?? '', '`TMPDIR` in the setting `environment`'],
    ['the kernelspecs', (its) => its.jupyter_data, '`jupyter_data`'],
    ['the builds', (its) => its.data_root, '`data_root`'],
  ])(
    'of %s is filled by a step, which is reported with the setting that moves it',
    async (_, of, setting) => {
      const temporary = makeHome();
      const its = home(ROOM, { TMPDIR: join(temporary.directory, 'tmp') });
      const directory = of(its);
      mountSmall(directory.startsWith(its.directory) ? its : temporary, directory, 'size=4m,mode=1777');
      its.hook(`head -c 8000000 /dev/zero > ${directory}/ballast; exit 1`);
      const { state } = await create(its, RECIPE);
      expect(state).toMatchObject({ status: 'failed', cause: { code: 'disk-full' } });
      expect(state.cause?.message).toContain(`\`${directory}`);
      expect(state.cause?.hint).toContain(setting);
      rmSync(join(directory, 'ballast'), { force: true });
      await expectRecovery(its);
    },
  );

  it('of the environments is full before a build begins', async () => {
    const its = home({});
    mountSmall(its, its.environments, 'size=4m');
    await expect(create(its, RECIPE)).rejects.toThrow(/has 4.\d MB free, and a build needs/);
  });

  it('of the builds is full in the middle of one', async () => {
    const its = home();
    mountSmall(its, its.data_root, 'size=4m');
    const { site } = its;
    its.hook(`head -c 3500000 /dev/zero > ${site.data_root}/ballast; seq 100000`);
    const { state } = await create(its, RECIPE);
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'disk-full' } });
    expect(state.cause?.message).toContain(its.data_root);
    expect(await listKernels(site)).toEqual([]);
    writeFileSync(join(its.data_root, 'ballast'), '');
    for (const { files } of await listBuilds(site)) writeFileSync(files.journal, '');
    await expectRecovery(its);
  });

  it('of the builds is full before one begins', async () => {
    const its = home();
    mountSmall(its, its.data_root, 'size=300k');
    writeFileSync(join(its.data_root, 'ballast'), Buffer.alloc(290_000));
    await expect(create(its, RECIPE)).rejects.toMatchObject({
      code: expect.stringMatching(/space-short|directory-not-writable/),
    });
    expect(await listBuilds(its.site)).toEqual([]);
    writeFileSync(join(its.data_root, 'ballast'), '');
  });

  it('of the builds is full when a killed runner’s build is looked at', async () => {
    const its = home();
    mountSmall(its, its.data_root, 'size=4m');
    its.hook('echo running; sleep 999');
    const { build: id } = await serve(its).answer;
    const { files } = await running(id, 'install-packages', its);
    process.kill(storedIdentity(files.runner).pid, 'SIGKILL');
    fill(join(its.data_root, 'ballast'));
    expect((await ended(id, its)).state.status).toBe('interrupted');
    writeFileSync(join(its.data_root, 'ballast'), '');
    await waitFor('the end to be written', async () => {
      await readBuild(id, its.site);
      return readFileSync(files.journal, 'utf8').includes('interrupted');
    });
    await expectRecovery(its);
  });

  function fill(path: string): void {
    try {
      writeFileSync(path, Buffer.alloc(8_000_000));
    } catch {
      // It is full now.
    }
  }

  it("of Jupyter's directory cannot be written", async () => {
    const its = home();
    makeReadOnly(its, its.jupyter_data);
    await expect(create(its, RECIPE)).rejects.toThrow(
      `\`${its.jupyter_data}\`, which holds your kernelspecs, cannot be written to: the file system is read-only`,
    );
    expect(await listBuilds(its.site)).toEqual([]);
    unmountAll(its);
    await expectRecovery(its);
  });

  it('of the builds cannot be written, and those that are there can still be read', async () => {
    const its = home();
    const { id } = await createWell(its, { name: 'old' });
    makeReadOnly(its, its.data_root);
    await expect(create(its, RECIPE)).rejects.toThrow(/cannot be written to: .*read-only/);
    expect((await listBuilds(its.site)).map((build) => build.id)).toEqual([id]);
  });
});

describe('two submissions of one name at once', () => {
  it('from two servers give one build', async () => {
    const its = home();
    its.hook(WAIT);
    const servers = [serve(its), serve(its), serve(its)];
    const answers = await Promise.all(servers.map(({ answer }) => answer));
    expect(new Set(answers.map(({ build }) => build)).size).toBe(1);
    expect(answers.filter(({ already }) => !already)).toHaveLength(1);
    go(its);
    expect((await ended(answers[0]?.build ?? '', its)).state.status).toBe('succeeded');
    expect(await listBuilds(its.site)).toHaveLength(1);
  });

  it('with different packages make one build, and the other order names it', async () => {
    const its = home();
    its.hook(WAIT);
    const answers = await Promise.all(
      [serve(its), serve(its, { ...RECIPE, packages: ['numpy'] })].map(({ answer }) => answer),
    );
    const [build] = await listBuilds(its.site);
    expect(JSON.stringify(answers)).toContain('build-running');
    expect(JSON.stringify(answers)).toContain(`Wait for build \`${build?.id}\`, or cancel it`);
    go(its);
    await ended(build?.id ?? '', its);
  });
});

describe('what a dead process has left', () => {
  it('holds nothing up, though its pid is another one’s and its journal is torn', async () => {
    const its = home();
    its.hook('exit 1');
    const { files, id } = await create(its, RECIPE);
    const journal = readFileSync(files.journal, 'utf8').trim().split('\n').slice(0, -1).join('\n');
    writeFileSync(files.journal, journal.slice(0, -20));
    const left = { ...storedIdentity(files.runner), pid: process.pid };
    for (const path of [files.status, files.runner, files.step]) writeFileSync(path, JSON.stringify(left));
    writeFileSync(files.status, '{"state":{"na');
    mkdirSync(join(its.data_root, 'locks'), { recursive: true });
    for (const lock of ['name-mine', 'slot-1', 'slot-2', 'slot-3'])
      writeFileSync(join(its.data_root, 'locks', lock), JSON.stringify({ ...left, build: id }));
    expect((await readBuild(id, its.site)).state.status).toBe('interrupted');
    await expectRecovery(its);
  });
});

describe('the clock is set back', () => {
  it('and the build still ends, with times that are not negative', async () => {
    const its = home();
    const { files } = await createWell(its, RECIPE);
    const events = readFileSync(files.journal, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const back = events.map((event, index) =>
      JSON.stringify({ ...event, time: event.time - index * 60_000 }),
    );
    writeFileSync(files.journal, `${back.join('\n')}\n`);
    writeFileSync(files.status, '');
    const [build] = await listBuilds(its.site);
    expect(build?.state.status).toBe('succeeded');
    expect(build?.state.ended).toBeGreaterThanOrEqual(build?.state.started ?? 0);
    for (const { seconds } of build?.state.steps ?? []) expect(seconds).toBeGreaterThanOrEqual(0);
  });
});

function storedIdentity(path: string) {
  return readStored(path, identityFormat).value;
}
