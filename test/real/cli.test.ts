import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { phases } from '../../src/shared/builds/phases.js';
import { patient } from '../support/wait.js';
import { Account, program } from './command-line.js';

const account = new Account();
afterAll(() => account.remove());

const kernelFile = (name: string) => join(account.kernels, name, 'kernel.json');

/** A build that does not end by itself. */
const endless = join(account.home, 'endless.py');
writeFileSync(endless, 'import time\nwhile True:\n    time.sleep(1)\n');
const endlessly = ['--smoke', endless];

async function statusOf(build: string): Promise<string> {
  const { data } = await account.json('builds');
  return data.find(({ id }: { id: string }) => id === build)?.status;
}

async function detach(...words: string[]): Promise<string> {
  const { exit, out } = await account.run('create', ...words, '--detach');
  expect(exit).toBe(0);
  return out;
}

describe.sequential('a kernel on the command line', () => {
  it('is created: phase by phase in plain lines, then its name in the launcher', async () => {
    const { exit, out } = await account.run('create', 'Mein Kern', 'six', '--manager', 'uv');
    expect(exit).toBe(0);
    const order = out.split('\n').map((line) => /^(\w+): /.exec(line)?.[1]);
    const first = phases.map((phase) => order.indexOf(phase));
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(first).not.toContain(-1);
    expect(out).toMatch(/^ \+ six==1\./m);
    expect(out).toMatch(/^Ready: “Mein Kern” is in the launcher/m);
    expect(JSON.parse(readFileSync(kernelFile('mein-kern'), 'utf8')).display_name).toBe('Mein Kern');
  });

  it('is listed', async () => {
    expect((await account.run('list')).out).toMatch(
      /^mein-kern +Mein Kern +Python 3\.\S+ +Create Kernel, uv +1 /m,
    );
    expect((await account.json('list')).data).toMatchObject([{ name: 'mein-kern', owner: 'ours' }]);
  });

  it('is shown as a recipe that makes it again', async () => {
    const { out } = await account.run('show', 'mein-kern');
    expect(out).toMatch(/^# Mein Kern, generation 1, made with uv$/m);
    expect(out).toMatch(/^# six +1\./m);
    const file = join(account.home, 'shown.yml');
    writeFileSync(file, out);
    const { data } = await account.json('plan', 'again', '--file', file);
    expect(data).toMatchObject({ name: 'again', display_name: 'again', manager: 'uv' });
    expect((await account.json('show', 'mein-kern')).data).toMatchObject({
      recipe: { packages: ['six'] },
      generation: 1,
      packages: expect.arrayContaining([expect.objectContaining({ name: 'six', requested: true })]),
    });
  });

  it('is checked by starting it', async () => {
    expect(await account.run('check', 'mein-kern')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('`mein-kern` starts'),
    });
    expect(await account.json('check', 'mein-kern')).toMatchObject({
      exit: 0,
      data: { ok: true, details: { kernel: { ok: true } } },
    });
  });

  it('is not replaced by another one of its name', async () => {
    const { exit, talk } = await account.run('create', 'MEIN-KERN', 'attrs');
    expect(exit).toBe(3);
    expect(talk).toMatch(/^error: NAME: You already have a kernel `mein-kern`\nhint: .*`mein-kern-2`/);
  });

  it('is removed only after a question, for which there is `--yes`', async () => {
    expect(await account.run('remove', 'mein-kern')).toMatchObject({
      exit: 3,
      talk: expect.stringContaining('`--yes`'),
    });
    expect(existsSync(kernelFile('mein-kern'))).toBe(true);
    expect(await account.run('remove', 'mein-kern', '--yes')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(
        /^Removed `mein-kern`; (?:at least )?\S+ \S+ are freed after .*`create-kernel undo mein-kern --removal /,
      ),
    });
    expect(readdirSync(account.kernels)).toEqual([]);
  });
});

describe('a plan', () => {
  it('is a script that makes the kernel when it is run', async () => {
    const { out } = await account.run('plan', 'By hand', 'six', '--manager', 'uv');
    const { exitCode } = await execa('bash', { input: out, env: account.environment, extendEnv: false });
    expect(exitCode).toBe(0);
    expect((await account.run('check', 'by-hand')).exit).toBe(0);
  });

  it('changes nothing', async () => {
    await account.run('plan', 'only-planned', 'six');
    expect((await account.json('builds')).data.map(({ name }: { name: string }) => name)).not.toContain(
      'only-planned',
    );
    expect(existsSync(kernelFile('only-planned'))).toBe(false);
  });

  it('lists with --resolve the packages that it installs, as comments', async () => {
    const { exit, out } = await account.run('plan', 'resolved', 'six', '--resolve');
    expect(exit).toBe(0);
    expect(out).toMatch(/^#!\/bin\/bash\n# \d+ packages, download: .*; on disk: about /);
    expect(out).toMatch(/^# six +1\..* requested$/m);
  });
});

describe('a build that fails', () => {
  const words = ['create', 'Failing', 'six', 'no-such-package-of-ours', '--manager', 'uv'];

  it('exits with 1, says why, what to do and where the log is, and leaves no kernel', async () => {
    const { exit, talk } = await account.run(...words);
    expect(exit).toBe(1);
    const [error, hint, log] = talk.split('\n');
    expect(error).toMatch(/^error: .*no-such-package-of-ours/);
    expect(hint).toMatch(/^hint: /);
    expect(existsSync(kernelFile('failing'))).toBe(false);
    const build = /^log: create-kernel logs (\S+)/.exec(log ?? '')?.[1] ?? '';
    expect((await account.run('logs', build)).out).toContain('no-such-package-of-ours was not found');
    expect(await statusOf(build)).toBe('failed');
  });

  it('is printed as data with --json, and nothing else is printed', async () => {
    expect(await account.json(...words)).toMatchObject({
      exit: 1,
      data: { status: 'failed', cause: { message: expect.any(String) } },
    });
  });
});

describe('a build that runs on its own', () => {
  it('is followed to its end, joined by the same request, and refused to another one', async () => {
    const build = await detach('Detached', ...endlessly);
    const again = await account.run('create', 'Detached', ...endlessly, '--detach');
    expect(again).toMatchObject({ exit: 0, out: build });
    const other = await account.run('create', 'Detached', 'six', '--detach');
    expect(other).toMatchObject({ exit: 3, talk: expect.stringContaining(build) });

    const following = account.run('logs', build, '--follow');
    expect(await account.run('cancel', build)).toMatchObject({ exit: 0, out: `Cancelled ${build}` });
    expect(await following).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^create: Create a private directory .*\n\$ install [\s\S]*\nCancelled: /),
    });
    expect((await account.run('builds')).out).toMatch(new RegExp(`^${build} +detached +Cancelled`, 'm'));
    expect((await account.run('cancel', build)).exit).toBe(3);
  });

  it('ends `create` quietly when its reader is gone, and continues', async () => {
    const line = `"$ck" create Piped ${endlessly.join(' ')} | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { out, talk } = await account.shell(line);
    expect({ out, talk }).toEqual({
      out: 'create: Create a private directory for temporary files\n141',
      talk: '',
    });
    const { data } = await account.json('builds');
    const { id, status } = data.find(({ name }: { name: string }) => name === 'piped');
    expect(status).toBe('running');
    await account.run('cancel', id);
  });
});

describe('on a terminal', () => {
  const question = 'Cancel the build?';

  async function createUntilVerify(name: string) {
    const terminal = account.onTerminal('create', name, ...endlessly);
    await vi.waitFor(() => expect(terminal.shown).toMatch(/▶.* Create/), patient);
    const build = async () =>
      (await account.json('builds')).data.find((each: { name: string }) => each.name === name);
    return { terminal, build };
  }

  it('shows the phases as a checklist that is drawn over', async () => {
    const terminal = account.onTerminal('create', 'Drawn', 'six', '--manager', 'uv');
    expect(await terminal.ended).toBe(0);
    const last = terminal.shown.slice(terminal.shown.lastIndexOf('Create '));
    expect(last.match(/✓/g)).toHaveLength(phases.length - 1);
    expect(last).toContain('Ready: “Drawn” is in the launcher');
  });

  it('asks at Ctrl-C, and cancels the build if that is wanted', async () => {
    const { terminal, build } = await createUntilVerify('asked');
    terminal.type('\x03');
    await vi.waitFor(() => expect(terminal.shown).toContain(question), patient);
    terminal.type('y\n');
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown).toContain('Cancelled');
    expect((await build()).status).toBe('cancelled');
  });

  it.each([
    ['the answer is empty', '\n', 'left-by-answer'],
    ['Ctrl-C comes again', '\x03', 'left-at-once'],
  ])('leaves the build running if %s', async (_, keys, name) => {
    const { terminal, build } = await createUntilVerify(name);
    terminal.type('\x03');
    await vi.waitFor(() => expect(terminal.shown).toContain(question), patient);
    terminal.type(keys);
    expect(await terminal.ended).toBe(130);
    const { id, status } = await build();
    expect(terminal.shown).toContain(`The build continues. To follow it, run: create-kernel logs ${id} -f`);
    expect(status).toBe('running');
    await account.run('cancel', id);
  });
});

describe('bin/create-kernel', () => {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-bin-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('finds itself through symbolic links', async () => {
    const link = join(directory, 'link');
    symlinkSync(program, link);
    const { exitCode, stdout } = await execa(link, ['--version']);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+/) });
  });

  it('reports that it is not compiled', async () => {
    const copy = join(directory, 'create-kernel');
    copyFileSync(program, copy);
    const { exitCode, stderr } = await execa(copy, { reject: false });
    expect(exitCode).toBe(69);
    expect(stderr).toMatch(/^error: create-kernel is not compiled.*\nhint: .*`bin\/setup`/);
  });

  it('reports that Node.js is too old', async () => {
    const older = join(directory, 'older.cjs');
    writeFileSync(older, "Object.defineProperty(process, 'versions', { value: { node: '18.20.1' } });");
    const { exitCode, stderr } = await execa(process.execPath, ['--require', older, program], {
      reject: false,
    });
    expect(exitCode).toBe(69);
    expect(stderr).toMatch(/^error: Node\.js 18\.20\.1 is too old.*Node\.js 20 or newer\nhint: /);
  });
});
