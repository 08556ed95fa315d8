/** The probe, on a real environment with packages that work and packages that do not. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, run } from '../../../src/base/process.js';
import { python } from '../../../src/languages/python/index.js';
import { makeProbe } from '../../../src/plan/kernel/probe.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import type { Report } from '../../../src/shared/builds/report.js';
import { makeKernelspec } from '../../support/kernelspec.js';
import { cleanEnvironment } from '../../support/python.js';
import { addPackage, makeVenv, type Venv } from '../../support/venv.js';
import { waitFor } from '../../support/wait.js';

let venv: Venv;

beforeAll(async () => {
  venv = await makeVenv(['ipykernel', 'six', 'types-six==1.17.0.20261008']);
  await addPackage(venv.sitePackages, 'needs-gpu', {
    'needs_gpu.py': 'raise RuntimeError("no GPU\\nlibcuda.so.1 is missing")\n',
  });
  await addPackage(venv.sitePackages, 'crashes', { 'crashes.py': 'import os\nos.kill(os.getpid(), 11)\n' });
  await addPackage(venv.sitePackages, 'leans', { 'leans.py': 'import sys\nsys.modules["six"]\n' });
});

afterAll(() => venv.remove());

/** A kernel that finds one of its ports taken at its first start. */
const TAKES_PORT = `import json, os, socket, sys
taken, file = sys.argv[1:]
if not os.path.exists(taken):
    open(taken, 'w').close()
    holder = socket.create_server(('127.0.0.1', json.load(open(file))['shell_port']))
    holder.set_inheritable(True)
os.execv(sys.executable, [sys.executable, '-m', 'ipykernel_launcher', '-f', file])
`;

interface Given {
  packages?: string[];
  smoke_code?: string;
  /** Parts of the kernelspec's definition. */
  kernel?: object;
  /** Parts of the probe's definition. */
  more?: object;
  prefix?: string;
}

/** The command and the report's path; the kernelspec is made. */
async function prepare({ packages = [], smoke_code = '', kernel, more, prefix }: Given) {
  const kernels = await makeKernelspec(venv, 'mine', kernel);
  const isolated = ['PYTHONPATH', 'PYTHONHOME', 'LD_LIBRARY_PATH'];
  const recipe = parseRecipe({ name: 'mine', packages, smoke_code });
  const { files, argv, report } = makeProbe(recipe, venv.directory, {
    language: python,
    runner: { words: [venv.python, '-I'] },
    kernel: 'mine',
    kernels,
    prefix: prefix ?? venv.prefix,
    manifest: join(venv.directory, 'manifest'),
  });
  for (const { path, text } of files)
    await writeFile(
      path,
      path.endsWith('/probe.json') ? JSON.stringify({ ...JSON.parse(text), isolated, ...more }) : text,
    );
  return { argv, report };
}

async function probe(given: Given): Promise<Answer & { report: Report }> {
  const { argv, report } = await prepare(given);
  const answer = await run(argv, { environment: cleanEnvironment(venv.home), seconds: 600 });
  return { ...answer, report: JSON.parse(await readFile(report, 'utf8')) };
}

describe('a kernel that works', () => {
  it('is started, its packages are imported, its smoke test runs, and each result is printed', async () => {
    const { exit, stdout, stderr, report } = await probe({
      packages: ['six', 'ipykernel'],
      smoke_code: 'import six\nprint("smoke")',
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(
      stdout
        .split('\n')
        .map((line) => line.replace(/[\d.]+ s/, 'N s'))
        .sort(),
    ).toEqual([
      'import ipykernel: ok (N s)',
      'import six: ok (N s)',
      'kernel started in N s',
      'smoke',
      'smoke test: ok (N s)',
    ]);
    expect(report).toMatchObject({
      kernel: {
        ok: true,
        executable: venv.python,
        implementation: 'ipython',
        language_version: /^3\.\d+\.\d+$/.exec(report.kernel.language_version)?.[0],
      },
      smoke: { ok: true, output: 'smoke\n' },
    });
  });

  it('has its packages reported, each module that it imported once, and the size of its environment', async () => {
    const { report } = await probe({ packages: ['six'], more: { imports: ['six', 'colorsys'] } });
    expect(report.imports.map(({ package: name }) => name).sort()).toEqual(['colorsys', 'six']);
    expect(report.packages.find(({ name }) => name === 'six')).toMatchObject({
      source: 'pypi',
      requested: true,
    });
    expect(report.packages.filter(({ requested }) => requested)).toHaveLength(1);
    expect(report.size).toBeGreaterThan(report.packages.reduce((sum, { size = 0 }) => sum + size, 0));
    expect(report.files).toBe(await countFiles(venv.prefix));
  });

  it('has its files listed once every test has passed, and not before', async () => {
    const manifest = join(venv.directory, 'manifest');
    await rm(manifest, { force: true });
    expect((await probe({ smoke_code: '1 / 0' })).exit).toBe(1);
    expect(existsSync(manifest)).toBe(false);
    expect(await probe({ packages: ['six'] })).toMatchObject({ exit: 0, stderr: '' });
    expect(await readFile(manifest, 'utf8')).toContain('site-packages/six.py');
  });

  it('may have packages without anything to import', async () => {
    const { exit, stdout, report } = await probe({ packages: ['types-six'] });
    expect(exit).toBe(0);
    expect(stdout).toContain('import types-six: has nothing to import');
    expect(report.imports).toEqual([{ package: 'types-six', modules: [], ok: true, seconds: 0 }]);
  });

  it('has byte code of its packages afterwards, for the first import in a notebook', async () => {
    const cache = join(venv.sitePackages, '__pycache__');
    await rm(cache, { recursive: true, force: true });
    await probe({ packages: ['six'] });
    expect((await readdir(cache)).some((name) => name.startsWith('six.'))).toBe(true);
  });

  it('may be one of another language, with its own first cell and without imports', async () => {
    const cell = { code: 'print("bonjour")', expect: 'bonjour' };
    const { exit, report } = await probe({
      packages: ['needs-gpu'],
      more: { cell, facts: undefined, try: undefined, notes: undefined },
    });
    expect({ exit, imports: report.imports, ok: report.kernel.ok }).toEqual({
      exit: 0,
      imports: [],
      ok: true,
    });
  });

  it('leaves no history in the home directory, where a lock could stop it', async () => {
    await probe({ smoke_code: 'print(1)' });
    expect(existsSync(join(venv.home, '.ipython'))).toBe(false);
  });
});

describe('the output of a smoke test', () => {
  it('is printed while the code runs', async () => {
    const gate = join(venv.directory, 'gate');
    const wait = `while not os.path.exists(${JSON.stringify(gate)}): time.sleep(0.05)`;
    const smoke_code = `import os, time\nprint("so far")\n${wait}\nprint("the end")`;
    const { argv } = await prepare({ smoke_code });
    const [program = '', ...words] = argv;
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    const child = spawn(program, words, { env: cleanEnvironment(venv.home), stdio: [...stdio] });
    const ended = once(child, 'close');
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await waitFor('the first line of the smoke test', () => printed.includes('so far\n'));
    expect(printed).not.toContain('the end');
    await writeFile(gate, '');
    expect(await ended).toEqual([0, null]);
    expect(printed).toContain('the end\nsmoke test: ok');
  });

  it('is printed whole, line by line; the report has its beginning and its end', async () => {
    const { exit, stdout, report } = await probe({
      smoke_code: 'for number in range(200_000): print("line", number)\nprint("the end", end="")',
    });
    expect(exit).toBe(0);
    const lines = stdout.split('\n').filter((line) => /^line \d+$/.test(line));
    expect([lines.length, lines.at(-1)]).toEqual([200_000, 'line 199999']);
    expect(stdout).toContain('\nthe end\nsmoke test: ok');
    const { output = '' } = report.smoke ?? {};
    expect(output).toMatch(/^line 0\n[\s\S]*\n\[… \d+ characters left out …\]\nline \d+\n[\s\S]*\nthe end$/);
    expect(output.length).toBeLessThan(25_000);
  });

  it.each([
    ['a smoke test', { smoke_code: 'def inner():\n    return 1 / 0\ninner()' }, 'inner()'],
    ['an import', { packages: ['needs-gpu'] }, 'raise RuntimeError'],
    ['the first cell', { more: { cell: { code: 'nonsense', expect: '42' } } }, 'nonsense'],
  ])('has the traceback of %s that fails', async (_what, given, line) => {
    const { exit, stdout } = await probe(given);
    expect(exit).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: IPython colours its tracebacks.
    const plain = stdout.replace(/\x1b\[[\d;]*m/g, '');
    expect(plain).toMatch(/Traceback \(most recent call last\)/);
    expect(plain).toContain(line);
  });
});

describe('the reason that a kernel does not work', () => {
  const missing = '/nonexistent/python';
  it.each<[string, Given, RegExp]>([
    [
      'a package that cannot be imported',
      { packages: ['six', 'needs-gpu'] },
      /^import-failed: needs-gpu: libcuda\.so\.1 is missing$/,
    ],
    [
      'a package that kills its process',
      { packages: ['crashes'] },
      /^import-failed: crashes: was ended by SIGSEGV$/,
    ],
    [
      'a package that works only after another one was imported',
      { packages: ['six', 'leans'] },
      /^import-failed: leans: KeyError: 'six'$/,
    ],
    [
      'a smoke test with a mistake',
      { smoke_code: 'print("so far")\n1 / 0' },
      /^smoke-failed: ZeroDivisionError: division by zero$/,
    ],
    [
      'a smoke test that asks a question',
      { smoke_code: 'input()' },
      /^smoke-failed: StdinNotImplementedError: /,
    ],
    [
      'a smoke test that ends the kernel',
      { smoke_code: 'import os\nos._exit(3)' },
      /^smoke-failed: the kernel ended with 3$/,
    ],
    [
      'a smoke test that is killed for its memory',
      { smoke_code: 'import os\nos.kill(os.getpid(), 9)' },
      /^smoke-failed: the kernel was ended by SIGKILL$/,
    ],
    [
      'a kernelspec without its program',
      { kernel: { argv: [missing] } },
      /^kernel-not-started: .*\/nonexistent\/python/,
    ],
    [
      'a kernel program that ends',
      { kernel: { argv: ['/bin/sh', '-c', 'echo no licence >&2'] } },
      /^kernel-not-started: the kernel ended with 0: no licence$/,
    ],
    [
      'a first cell that prints something else',
      { more: { cell: { code: 'print(1)', expect: '42' } } },
      /^cell-failed: the output was '1\\n' and not '42'$/,
    ],
    [
      'a first cell with a mistake',
      { more: { cell: { code: 'nonsense', expect: '42' } } },
      /^cell-failed: NameError: /,
    ],
    [
      'a kernel of another environment',
      { prefix: '/etc' },
      /^not-isolated: the kernel runs in .* and not in \/etc$/,
    ],
    [
      'a variable of the session that gets in',
      { more: { isolated: ['LEAKS'] } },
      /^not-isolated: LEAKS of the Jupyter session gets into the kernel$/,
    ],
  ])('is reported for %s', async (_, given, reason) => {
    const { exit, stderr } = await probe(given);
    expect({ exit, last: stderr.split('\n').pop() }).toEqual({
      exit: 1,
      last: expect.stringMatching(reason),
    });
  });

  it('is none for a port that another program takes first: the kernel is started again', async () => {
    const [program, taken] = [join(venv.directory, 'takes_port.py'), join(venv.directory, 'taken')];
    await writeFile(program, TAKES_PORT);
    const argv = [venv.python, program, taken, '{connection_file}'];
    const { exit, stdout, stderr, report } = await probe({ kernel: { argv } });
    expect(exit, stderr).toBe(0);
    expect(stdout).toContain('Address already in use');
    expect(stdout).toContain('Another program has taken a port of the kernel, which is started again');
    expect(report.kernel).toMatchObject({ ok: true });
  });

  it('is reported for a package from outside the environment', async () => {
    const elsewhere = join(venv.directory, 'elsewhere');
    await addPackage(elsewhere, 'six', { 'six.py': '' });
    const { stderr } = await probe({ packages: ['six'], kernel: { variables: { PYTHONPATH: elsewhere } } });
    expect(stderr).toBe(`not-isolated: six comes from ${elsewhere}/six.py and not from the environment`);
  });

  it('is reported for an environment without a Jupyter client', async () => {
    const bare = await makeVenv([]);
    const { argv, report } = await prepare({});
    const answer = await run([bare.python, ...argv.slice(1)], {
      environment: cleanEnvironment(bare.home),
      seconds: 600,
    });
    await bare.remove();
    expect(answer.stderr).toBe(
      "kernel-not-started: the environment has no working jupyter_client: No module named 'jupyter_client'",
    );
    expect(JSON.parse(await readFile(report, 'utf8')).kernel.ok).toBe(false);
  });

  it('is in the report, with what worked', async () => {
    const { report } = await probe({ packages: ['six', 'needs-gpu'], smoke_code: 'print(1)' });
    expect(report.imports.map(({ package: name, ok, error }) => [name, ok, error]).sort()).toEqual([
      ['needs-gpu', false, 'libcuda.so.1 is missing'],
      ['six', true, undefined],
    ]);
    expect(report).toMatchObject({ kernel: { ok: true } });
    expect(report.smoke).toBeUndefined();
    expect(report.packages.length).toBeGreaterThan(5);
  });

  it('is in the report of a smoke test that fails, with the output so far', async () => {
    const { report } = await probe({ smoke_code: 'print("so far")\n1 / 0' });
    const error = 'smoke-failed: ZeroDivisionError: division by zero';
    expect(report.smoke).toMatchObject({ ok: false, output: 'so far\n', error });
  });
});

it('ends its kernel when it is ended itself', async () => {
  const pidFile = join(venv.directory, 'pid');
  const smoke_code = `import os, time\nopen(${JSON.stringify(pidFile)}, "w").write(str(os.getpid()))\ntime.sleep(9999)`;
  const { argv } = await prepare({ smoke_code });
  const [program = '', ...words] = argv;
  const child = spawn(program, words, { env: cleanEnvironment(venv.home), stdio: 'ignore' });
  const ended = once(child, 'exit');
  const pid = await waitFor('the smoke test to run', async () =>
    Number(await readFile(pidFile, 'utf8').catch(() => '')),
  );
  child.kill('SIGTERM');
  expect(await ended).toEqual([143, null]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

async function countFiles(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).length;
}
