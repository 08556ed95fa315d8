/** Kernels of Bash: a Python program in the environment starts the host's bash, which finds what was asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { makeContext } from '../../src/web/context.js';
import { makeServer } from '../../src/web/server.js';
import { create, createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { runNotebook } from '../support/jupyter.js';
import { logText } from '../support/log.js';
import { resultOf } from '../support/operate.js';
import { ended } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import { put } from '../support/venv.js';
import { serve, Visitor } from '../support/web.js';
import { program } from './command-line.js';

const home = makeHome({ shared: true, keepPackages: true });

describe('a Bash kernel from the package index', () => {
  let build: Build;

  beforeAll(async () => {
    build = await createWell(home, {
      name: 'shell',
      language: 'bash',
      manager: 'uv',
      packages: ['cowsay'],
      smoke_code: 'cowsay -t done | grep done',
    });
  });

  it('is verified with the programs of its packages, and says which bash it is', () => {
    const { report } = build.state;
    expect(report?.kernel).toMatchObject({ ok: true, implementation: 'bash_kernel' });
    expect(report?.kernel.executable).toMatch(/\/bash$/);
    expect(report?.kernel.language_version).toMatch(/^\d+\.\d+/);
    expect(report?.kernel.runtime_version).toMatch(/^3\.\d+\.\d+$/);
    // So that health sees if an upgrade of the host replaces it.
    expect(report?.kernel.base?.path).toMatch(/\/python3[^/]*$/);
    expect(report?.imports).toMatchObject([{ package: 'cowsay', modules: ['cowsay'], ok: true }]);
    expect(report?.smoke?.ok).toBe(true);
  });

  it('is registered as what it is: no debugger, a logo, isolated from the session', () => {
    const { kernel_directory, prefix } = build.plan;
    const spec = JSON.parse(readFileSync(join(kernel_directory, 'kernel.json'), 'utf8'));
    expect(spec.language).toBe('bash');
    expect(spec.argv.slice(0, 4)).toEqual([`${prefix}/bin/python`, '-I', '-m', 'bash_kernel']);
    expect(spec.metadata.debugger).toBeUndefined();
    expect(spec.env).toMatchObject({ PYTHONPATH: '', LD_LIBRARY_PATH: '', PYTHONNOUSERSITE: '1' });
    expect(readFileSync(join(kernel_directory, 'logo-svg.svg'), 'utf8')).toContain('<svg');
  });

  it('finds the programs of its environment in a notebook', async () => {
    const [place, said] = await runNotebook(home, {
      kernel: 'shell',
      cells: ['type -P cowsay', 'cowsay -t hello'],
      session: {},
    });
    expect(place?.trim()).toBe(`${build.plan.prefix}/bin/cowsay`);
    expect(said).toContain('| hello |');
  });

  it('is checked by the same programs, and reported to work only as far as it was tried', async () => {
    expect(await resultOf(home, 'check', 'shell')).toMatchObject({
      ok: true,
      message: '`shell` starts, and the programs of 1 package can be called',
    });
  });
});

describe('page and command line make a Bash kernel', () => {
  it('the page: the form’s language is Bash, and the page of the build shows it', async () => {
    await buildProgram();
    const visitor = new Visitor(await serve(makeServer(makeContext(home.environment))));
    const form = { kernel_name: 'By page', kernel_language: 'bash', kernel_manager: 'uv' };
    const { status, headers } = await visitor.post('/builds', form);
    expect(status).toBe(303);
    const id = String(headers.location).split('/').at(-1) ?? '';
    const { state, files } = await ended(id, home);
    expect(state, await logText(files)).toMatchObject({ status: 'succeeded', language: 'bash' });
    expect((await visitor.get(`/builds/${id}`)).text).toMatch(/>sh<\/text>/);
  });

  it('the command line', async () => {
    const words = ['create', 'by-line', '--language', 'bash', '--manager', 'uv'];
    const { exitCode, stdout, stderr } = await execa(program, words, {
      env: home.environment,
      extendEnv: false,
      reject: false,
    });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^Ready: “by-line” /m);
  });
});

it('a start-up file that takes the environment off the search path fails the build with the reason', async () => {
  const other = makeHome({ keepPackages: true });
  await put(join(other.home, '.bashrc'), 'PATH=/usr/bin:/bin\n');
  const { state } = await create(other, { name: 'lost', language: 'bash', manager: 'uv' });
  expect(state).toMatchObject({ status: 'failed', cause: { code: 'not-isolated' } });
  expect(state.cause?.message).toContain('is not on the search path of the kernel');
});
