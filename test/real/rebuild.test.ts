/**
 * Kernels that are rebuilt from their lock by the real managers, while a notebook goes on with the old generation; and their
 * environments, which the lock alone gives to another account.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readStored } from '../../src/base/stored.js';
import { readLocked } from '../../src/kernels/built-environment.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { packageDifference } from '../../src/kernels/history/package-difference.js';
import { updating } from '../../src/kernels/operations/index.js';
import { previewOperation } from '../../src/kernels/requests/preview/preview-operation.js';
import { lockedPackages } from '../../src/managers/locked-packages.js';
import { pipIn } from '../../src/sources/runtime/python-runtime.js';
import { planFormat } from '../../src/steps/plan.js';
import { makeKernelPage } from '../../src/web/pages/kernels/kernel-page.js';
import { condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { runtimeDirectory, startJupyterServer } from '../support/jupyter.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';
import { OtherAccount } from '../support/other-account.js';
import { putEnvironmentOf010, putFilesOf010 } from '../support/version-0.1.0.js';
import { patient } from '../support/wait.js';

const parts = await condaParts();
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: { managers: { conda: { path: parts.conda } }, channels: { default: [parts.channel] } },
});
const server = await startJupyterServer(home, { shared: true });
const other = new OtherAccount(home);
const { programs, interpreters } = (await home.equip()).tools;
const [python = '', uv = ''] = [interpreters[0]?.path, programs.uv?.path];

const WHERE = 'import six, sys\nprint(sys.prefix, six.__version__)';

describe.each([
  {
    fields: { manager: 'uv', packages: ['six==1.16.0'] },
    fromLock: (at: string, lock: string) => [
      [uv, 'venv', '--python', python, at],
      [uv, 'pip', 'install', '--python', at, '--require-hashes', '-r', lock],
    ],
  },
  {
    fields: { manager: 'venv', packages: ['six==1.16.0'] },
    fromLock: (at: string, lock: string) => [
      [python, '-m', 'venv', at],
      [join(at, 'bin/pip'), 'install', '--require-hashes', '-r', lock],
    ],
  },
  {
    fields: { manager: 'conda', packages: ['six'], pip_packages: ['iniconfig==2.0.0'] },
    // What pip has added has a second lock.
    fromLock: (at: string, lock: string) => [
      [parts.conda, 'create', '--yes', '--prefix', at, '--file', lock],
      [...pipIn(at), 'install', '--require-hashes', '-r', join(lock, '../pip-lock.txt')],
    ],
  },
])('a kernel of $fields.manager', ({ fields, fromLock }) => {
  const name = `again-${fields.manager}`;
  const prefix = (generation: number) => join(home.environments, name, String(generation));

  it('has exactly the versions of its lock again, and a kernel that runs goes on in the old ones', async () => {
    const { plan: first } = await createWell(home, { ...fields, name });
    const old = await server.startKernel(name);
    const before = await old.run(`kept = 7\n${WHERE}`);
    expect(before.text).toContain(prefix(1));
    const build = await generationOf(home, 'rebuild', name);
    expect(build.state.status, await logText(build.files)).toBe('succeeded');

    const goesOn = await old.run(`import json.tool, decimal\nprint(kept)\n${WHERE}`);
    expect(goesOn).toMatchObject({ reply: { status: 'ok' } });
    expect(goesOn.text).toContain(`7\n${prefix(1)}`);
    const next = await server.startKernel(name);
    const version = before.text.trim().split(' ').at(-1);
    expect((await next.run(WHERE)).text.trim()).toBe(`${prefix(2)} ${version}`);
    await Promise.all([old.shutDown(), next.shutDown()]);

    const names = (each: string) =>
      readFileSync(join(each, '.create_kernel/report.json'), 'utf8').match(/"(name|version)": "[^"]*"/g);
    expect(names(prefix(2))).toEqual(names(prefix(1)));
    expect(readFileSync(build.plan.prefix.replace(/2$/, '1/.create_kernel/lock.txt'), 'utf8')).toBe(
      readFileSync(join(prefix(2), '.create_kernel/lock.txt'), 'utf8'),
    );
    expect(readStored(build.files.plan, planFormat).value.steps.map(({ id }) => id)).not.toContain(
      'lock-packages',
    );
    expect(first.kernel_id).toBe(build.plan.kernel_id);
  });

  it('gives another account the very same environment by its lock alone, with the manager’s own command', async () => {
    const at = join(other.directory, name);
    for (const argv of fromLock(at, join(prefix(1), '.create_kernel/lock.txt'))) await other.run(argv);
    const mine = await other.packagesIn(prefix(1));
    expect(await other.packagesIn(at)).toEqual(mine);
    expect(mine.length).toBeGreaterThan(20);
    for (const spec of [...fields.packages, ...(fields.pip_packages ?? [])])
      expect(mine).toContainEqual(expect.stringContaining(spec.replace('==', ' ')));
  });
});

it('a notebook goes on after a rollback, and the kernel’s page says what to do', async () => {
  vi.stubEnv('JUPYTER_RUNTIME_DIR', runtimeDirectory(home));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const name = 'again-uv';
  const prefix = (generation: number) => join(home.environments, name, String(generation));
  const restart = async () => (await makeKernelPage(name, home.site, '')).restart;
  const notebook = await server.openNotebook('mine.ipynb', name);
  expect((await notebook.run(`kept = 8\n${WHERE}`)).text).toContain(prefix(2));
  // A busy server may answer too late for its notebook to be named.
  await expect.poll(restart, patient).toBe('1 running kernel uses generation 2 (`mine.ipynb`)');

  const { message, notes } = await resultOf(home, 'rollback', name);
  const words =
    '1 running kernel uses generation 2 (`mine.ipynb`); shut it down and start it again to use generation 1, since *Restart* in Jupyter keeps the old one';
  expect({ message, notes }).toEqual({
    message: `The launcher now starts generation 1 of \`${name}\``,
    notes: [expect.toBeOneOf([words, words.replace(' (`mine.ipynb`)', '')])],
  });
  await expect.poll(restart, patient).toBe(words);
  const goesOn = await notebook.run(`import fractions\nprint(kept)\n${WHERE}`);
  expect(goesOn).toMatchObject({ reply: { status: 'ok' } });
  expect(goesOn.text).toContain(`8\n${prefix(2)}`);

  await notebook.restart();
  expect((await notebook.run(WHERE)).text).toContain(prefix(2));
  await notebook.shutDown();
  const next = await server.openNotebook('mine.ipynb', name);
  expect((await next.run(WHERE)).text).toContain(prefix(1));
  await expect.poll(restart, patient).toBe('1 running kernel uses generation 1 (`mine.ipynb`)');
  await next.shutDown();
});

it('a kernel of conda keeps the versions of its lock when a package is added', async () => {
  const name = 'again-conda';
  const build = await generationOf(home, 'update', name, { add: ['probe-activate', 'probe-shared'] });
  expect(build.state.status, await logText(build.files)).toBe('succeeded');
  const packages = async (generation: number) => {
    const locked = readLocked(join(home.environments, name, String(generation)));
    return locked ? lockedPackages(locked) : [];
  };
  const changes = packageDifference(await packages(2), await packages(3));
  expect(changes).toMatchObject([
    { kind: 'added', name: 'probe-activate', source: 'conda' },
    { kind: 'added', name: 'probe-shared', source: 'conda', to: '2.0' },
  ]);

  // It needs the other version of a package that the update keeps.
  const given = { add: ['probe-left'] };
  const kernel = await findKernel(name, home.site);
  const preview = async (more: object) => {
    const asked = { kernel, given: { ...given, ...more } };
    return (await previewOperation(updating, asked, await home.equip())).preview;
  };
  const explained = {
    code: 'kept-versions-conflict',
    hint: expect.stringContaining('add `--upgrade probe-shared`'),
  };
  expect((await preview({})).resolve_problem).toMatchObject(explained);
  const failed = await generationOf(home, 'update', name, given);
  expect(failed.state, await logText(failed.files)).toMatchObject({ status: 'failed', cause: explained });
  const moving = (await preview({ upgrade: ['probe-shared'] })).difference?.changes ?? [];
  expect(moving.map(({ kind, name: each }) => `${kind} ${each}`).sort()).toEqual([
    'added probe-left',
    'down probe-shared',
  ]);
});

it('a kernel of version 0.1.0 is rebuilt from its lock while it runs, and rolled back', async () => {
  const name = 'with-uv';
  const prefix = (generation: number) => join(home.environments, name, String(generation));
  const lock = (generation: number) =>
    readFileSync(join(prefix(generation), '.create_kernel/lock.txt'), 'utf8');
  putFilesOf010(home);
  await putEnvironmentOf010(home, name);
  const six = /^six==(\S+)/m.exec(lock(1))?.[1];
  const WHERE_OF_IT = `${WHERE}\nimport os\nprint(os.environ['COLOUR'], os.environ['API_TOKEN'])`;
  const words = (generation: number) => `${prefix(generation)} ${six}\nblue s3cret-of-the-kernel`;

  const old = await server.startKernel(name);
  expect((await old.run(`kept = 9\n${WHERE_OF_IT}`)).text.trim()).toBe(words(1));
  const build = await generationOf(home, 'rebuild', name);
  expect(build.state.status, await logText(build.files)).toBe('succeeded');
  expect(lock(2)).toBe(lock(1));
  const next = await server.startKernel(name);
  expect((await next.run(WHERE_OF_IT)).text.trim()).toBe(words(2));
  expect(await resultOf(home, 'verify', name)).toMatchObject({ ok: true });
  expect((await old.run(`import fractions\nprint(kept)\n${WHERE_OF_IT}`)).text).toContain(`9\n${words(1)}`);

  expect(await resultOf(home, 'rollback', name)).toMatchObject({ ok: true });
  const again = await server.startKernel(name);
  expect((await again.run(WHERE_OF_IT)).text.trim()).toBe(words(1));
  await Promise.all([old, next, again].map((each) => each.shutDown()));
});
