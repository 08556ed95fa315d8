/** Each state of health, from the fault that makes it. What the fixes do is tested with real kernels. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultOf } from '../../../src/kernels/health/checks/last-start.js';
import { levelOf } from '../../../src/kernels/health/checks/processor.js';
import { quickHealth, quickHealthOf } from '../../../src/kernels/health/index.js';
import { keepStart } from '../../../src/kernels/starting/starts.js';
import { languages } from '../../../src/languages/index.js';
import type { Language } from '../../../src/languages/language.js';
import { python } from '../../../src/languages/python/index.js';
import { type HealthState, isBroken } from '../../../src/shared/kernels/health.js';
import { type Home, makeHome } from '../../support/home.js';
import { addPackage, type MadeKernel, makeKernel, PACKAGES } from '../../support/made-kernel.js';

const remove = (path: string) => rmSync(path, { recursive: true });

function removePackage({ sitePackages }: MadeKernel, name: string): void {
  remove(join(sitePackages, name));
  remove(join(sitePackages, `${name}-1.0.dist-info`));
}

function editSpec({ directory }: MadeKernel, change: (spec: Record<string, unknown>) => object): void {
  const file = join(directory, 'kernel.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
}

function editManifest({ prefix }: MadeKernel, change: (head: { packages: object[] }) => void): void {
  const file = join(prefix, '.create_kernel/manifest');
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const head = JSON.parse(first);
  change(head);
  writeFileSync(file, [JSON.stringify(head), ...lines].join('\n'));
}

/** Makes it a kernel of another language, with these facts in its report. */
function ofLanguage(kernel: MadeKernel, language: string, facts: object): void {
  editSpec(kernel, ({ metadata, ...spec }) => {
    const { create_kernel } = metadata as { create_kernel: { recipe: object } };
    const recipe = { ...create_kernel.recipe, language };
    return { ...spec, language, metadata: { create_kernel: { ...create_kernel, recipe } } };
  });
  const kept = kernel.at('.create_kernel/kernelspec/kernel.json');
  cpSync(join(kernel.directory, 'kernel.json'), kept);
  const file = kernel.at('.create_kernel/report.json');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...report, kernel: { ...report.kernel, ...facts } }));
}

const faults: [string, HealthState, RegExp, (kernel: MadeKernel, home: Home) => void | Promise<void>][] = [
  ['nothing', 'starts', /^$/, () => {}],
  [
    'a kernelspec that is cut off',
    'kernelspec-broken',
    /kernel\.json` cannot be read, because it is not JSON/,
    ({ directory }) => writeFileSync(join(directory, 'kernel.json'), '{"argv": ['),
  ],
  [
    'an environment that was deleted',
    'environment-missing',
    /environments\/mine\/1` is gone/,
    ({ prefix }) => remove(prefix),
  ],
  [
    'a home that was moved',
    'environment-moved',
    /is in `.*\/moved\/1` now/,
    (_, home) => renameSync(join(home.environments, 'mine'), join(home.environments, 'moved')),
  ],
  [
    'a generation that was moved within its home',
    'environment-moved',
    /is in `.*\/mine\/old` now/,
    ({ prefix }) => renameSync(prefix, join(prefix, '../old')),
  ],
  [
    'a generation that was moved beside its home',
    'environment-moved',
    /is in `.*\/environments\/old` now/,
    ({ prefix }, home) => renameSync(prefix, join(home.environments, 'old')),
  ],
  [
    'the file that makes it an environment that was deleted',
    'half-deleted',
    /such as `.*\/pyvenv\.cfg`/,
    ({ at }) => remove(at('pyvenv.cfg')),
  ],
  [
    'a part of its Python’s standard library that was purged',
    'half-deleted',
    /such as `.*\/lib\/python3\.11\/encodings\/__init__\.py`/,
    ({ at }) => {
      mkdirSync(at('conda-meta'));
      for (const name of ['conda-meta/history', 'lib/python3.11/os.py', 'lib/python3.11/site.py'])
        writeFileSync(at(name), '');
    },
  ],
  [
    'files that were purged, but not their directories',
    'half-deleted',
    /has lost files: \d+ of the \d+ .* such as `lib\//,
    ({ sitePackages }) => {
      for (const name of PACKAGES)
        for (const part of [0, 1, 2, 3, 4]) remove(join(sitePackages, name, `part${part}.py`));
    },
  ],
  [
    'all packages that were deleted',
    'half-deleted',
    /has lost packages/,
    ({ sitePackages }) => {
      remove(sitePackages);
      mkdirSync(sitePackages);
    },
  ],
  [
    'a record that was deleted',
    'half-deleted',
    /such as `.*generation\.json`/,
    ({ prefix }) => remove(join(prefix, '.create_kernel/generation.json')),
  ],
  ['an interpreter that was removed', 'interpreter-gone', /python3\.11` is gone/, ({ base }) => remove(base)],
  [
    'its program that was deleted',
    'interpreter-gone',
    /bin\/python` is gone/,
    ({ at }) => remove(at('bin/python')),
  ],
  [
    'an environment’s own interpreter that was deleted',
    'interpreter-gone',
    /bin\/python3\.11` is gone/,
    ({ at }) => {
      remove(at('bin/python'));
      symlinkSync('python3.11', at('bin/python'));
      appendFileSync(at('.create_kernel/manifest'), `${JSON.stringify(['bin/python3.11', 10, null])}\n`);
    },
  ],
  [
    'an interpreter of another version',
    'interpreter-replaced',
    /is Python 3\.12\.1 now, and was the Python 3\.11\.2/,
    ({ base }) => writeFileSync(base, '#!/bin/sh\necho Python 3.12.1 other\n', { mode: 0o755 }),
  ],
  [
    'an interpreter of another version, with which the environment of another language was made',
    'interpreter-replaced',
    /is Python 3\.12\.1 now, and was the Python 3\.11\.2/,
    (kernel) => {
      ofLanguage(kernel, 'bash', { language_version: '5.2', runtime_version: '3.11.2' });
      writeFileSync(kernel.base, '#!/bin/sh\necho Python 3.12.1 other\n', { mode: 0o755 });
    },
  ],
  [
    'an interpreter that does not run',
    'interpreter-replaced',
    /does not run/,
    ({ base }) => writeFileSync(base, '#!/bin/sh\nexit 3 # longer than it was\n', { mode: 0o755 }),
  ],
  [
    'a kernel package that was uninstalled',
    'kernel-package-missing',
    /`ipykernel`, which makes the environment a kernel/,
    (kernel) => removePackage(kernel, 'ipykernel'),
  ],
  [
    'a program for another kind of processor',
    'cpu-too-old',
    /processors of the kind ppc64/,
    ({ base, at }) => {
      const program = readFileSync(process.execPath).subarray(0, 64);
      program.writeUInt16LE(21, 18);
      remove(at('bin/python'));
      writeFileSync(at('bin/python'), program, { mode: 0o755 });
      expect(base).toBeTruthy();
    },
  ],
  [
    'packages for a newer processor',
    'cpu-too-old',
    /level x86-64-v9/,
    (kernel) =>
      editManifest(kernel, ({ packages }) => {
        const record = 'lib/python3.11/site-packages/six-1.0.dist-info/RECORD';
        packages.push({ name: '_x86_64-microarch-level', version: '9', source: 'pypi', record, sha256: '' });
      }),
  ],
  [
    'modules that could not be loaded',
    'module-gone',
    /Unable to locate a modulefile for gcc/,
    ({ at }) =>
      writeFileSync(
        at('.create_kernel/start-failure.txt'),
        '2026-01-01\nUnable to locate a modulefile for gcc\n',
      ),
  ],
  [
    'a library that the last start missed',
    'library-missing',
    /libmpi\.so\.40/,
    async ({ prefix, read }, { site }) => {
      const reason = 'ImportError: libmpi.so.40: cannot open shared object file: No such file or directory';
      await keepStart(await read(), site, { prefix, time: 1, reason });
    },
  ],
  [
    'a package that was added in a notebook',
    'changed-by-hand',
    /`httpx` 2\.0 was added/,
    ({ sitePackages }) => addPackage(sitePackages, 'httpx', '2.0'),
  ],
  [
    'a package that was removed',
    'changed-by-hand',
    /`six` was removed/,
    (kernel) => removePackage(kernel, 'six'),
  ],
  [
    'a package in another version',
    'changed-by-hand',
    /`six` 1\.0 was replaced by 2\.0/,
    (kernel) => {
      removePackage(kernel, 'six');
      addPackage(kernel.sitePackages, 'six', '2.0');
    },
  ],
  [
    'a kernel package in another version',
    'changed-by-hand',
    /`ipykernel` 1\.0 was replaced by 2\.0/,
    (kernel) => {
      removePackage(kernel, 'ipykernel');
      addPackage(kernel.sitePackages, 'ipykernel', '2.0');
    },
  ],
  [
    'files that were edited',
    'changed-by-hand',
    /The file `lib\/.*` .* was changed/,
    ({ sitePackages }) => {
      for (const name of PACKAGES) appendFileSync(join(sitePackages, name, 'part0.py'), 'import this\n');
    },
  ],
  [
    'a command that was edited in kernel.json',
    'changed-by-hand',
    /`argv` in its kernel\.json was changed/,
    (kernel) => editSpec(kernel, (spec) => ({ ...spec, argv: ['python'] })),
  ],
  [
    'a variable that was added to kernel.json',
    'changed-by-hand',
    /`env\.LD_PRELOAD`/,
    (kernel) => editSpec(kernel, (spec) => ({ ...spec, env: { ...(spec.env as object), LD_PRELOAD: 'y' } })),
  ],
];

describe('the health of a kernel', () => {
  it.each(faults)('after %s is %s', async (_, state, message, inject) => {
    const home = makeHome();
    const kernel = makeKernel(home);
    await inject(kernel, home);
    const found = await quickHealth(await kernel.read(), home.site);
    expect({ state: found.state, message: found.message ?? '' }).toEqual({
      state,
      message: expect.stringMatching(message),
    });
    // What is wrong comes with what to do.
    expect(found.hint !== undefined).toBe(state !== 'starts');
    expect(found.looked).toBeLessThanOrEqual(20);
    const whole = await quickHealth(await kernel.read(), home.site, { files: 400 });
    expect(whole.state).toBe(state);
  });

  it('of a kernel that did not start with a changed kernel.json ends when that is restored', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    const file = join(kernel.directory, 'kernel.json');
    const before = readFileSync(file);
    editSpec(kernel, (spec) => ({ ...spec, argv: ['python', '-m', 'absent'] }));
    const start = { prefix: kernel.prefix, time: 1, reason: 'No module named absent' };
    await keepStart(await kernel.read(), home.site, start);
    expect(await quickHealth(await kernel.read(), home.site)).toMatchObject({
      state: 'does-not-start',
      hint: '`argv` in its kernel.json was changed: restore the file as the build wrote it',
      fix: 'restore',
    });
    writeFileSync(file, before);
    expect(await quickHealth(await kernel.read(), home.site)).toMatchObject({ state: 'starts' });
  });

  it('looks at more files if there are few kernels, and so finds the loss of one package’s modules', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    const file = join(kernel.prefix, '.create_kernel/manifest');
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    // Without a sample, as earlier versions wrote it.
    const { sample: _, ...head } = JSON.parse(first);
    const files = Array.from({ length: 3000 }, (_, at) => `lib/package${Math.floor(at / 15)}/module${at}.py`);
    const lines = files.map((path) => [path, 0, null]);
    const writeManifest = (more: object) =>
      writeFileSync(
        file,
        [{ ...head, ...more }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
    writeManifest({});
    for (const path of files) {
      mkdirSync(dirname(join(kernel.prefix, path)), { recursive: true });
      writeFileSync(join(kernel.prefix, path), '');
    }
    const mine = await kernel.read();
    const states = async (kernels: number) => {
      const found = await quickHealthOf(Array(kernels).fill(mine), home.site);
      return [found[0]?.state, found[0]?.looked];
    };
    expect([await states(1), await states(200), await states(500)]).toEqual([
      ['starts', 400],
      ['starts', 20],
      ['starts', 20],
    ]);
    remove(join(kernel.prefix, 'lib/package7'));
    expect([await states(1), await states(200)]).toEqual([
      ['half-deleted', 400],
      ['starts', 20],
    ]);
    // The sample in the first line is for many kernels.
    writeManifest({ sample: lines.slice(100, 120) });
    expect([await states(1), await states(200)]).toEqual([
      ['half-deleted', 400],
      ['half-deleted', 20],
    ]);
  });

  it('of a language without Python in its environment does not depend on files of Python', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    const { client: _, ...withoutPython } = python;
    const plain: Language = {
      ...withoutPython,
      argv: (prefix) => [`${prefix}/bin/plain`],
      // Each source has its own name for it, as for R.
      kernelPackages: () => ({ pypi: ['six'], conda: ['r-six'] }),
    };
    Object.assign(languages, { plain });
    onTestFinished(() => void Reflect.deleteProperty(languages, 'plain'));
    ofLanguage(kernel, 'plain', { base: undefined });
    for (const path of ['pyvenv.cfg', 'bin/python']) remove(kernel.at(path));
    writeFileSync(kernel.at('bin/plain'), '#!/bin/sh\n', { mode: 0o755 });
    expect(await quickHealth(await kernel.read(), home.site)).toMatchObject({ state: 'starts' });
    removePackage(kernel, 'six');
    expect(await quickHealth(await kernel.read(), home.site)).toMatchObject({
      state: 'kernel-package-missing',
    });
  });

  it('does not change with a new display name, a secret value or byte code', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    editSpec(kernel, (spec) => ({ ...spec, display_name: 'Another' }));
    mkdirSync(join(kernel.sitePackages, 'six/__pycache__'));
    writeFileSync(join(kernel.sitePackages, 'six/__pycache__/part0.cpython-311.pyc'), 'x');
    expect(await quickHealth(await kernel.read(), home.site)).toMatchObject({ state: 'starts' });
  });

  it('is `shadowed` if Jupyter finds another kernel of the name first', async () => {
    const first = makeHome();
    const kernel = makeKernel(first);
    const site = {
      ...first.site,
      central: [join(first.directory, 'other')],
      preferred: [join(first.directory, 'other')],
    };
    cpSync(kernel.directory, join(first.directory, 'other/MINE'), { recursive: true });
    const { listKernels } = await import('../../../src/kernels/kernelspec.js');
    const mine = (await listKernels(site)).find(({ owner }) => owner === 'ours');
    if (!mine) throw new Error('The kernel is not listed');
    const health = await quickHealth(mine, site);
    expect(health).toMatchObject({ state: 'shadowed', message: expect.stringContaining('other/MINE') });
    expect(isBroken(health)).toBe(true);
  });

  it('of a kernel of 0.1.0, which has no manifest, is that of its files', async () => {
    const home = makeHome();
    const kernel = makeKernel(home);
    for (const name of ['manifest', 'generation.json']) remove(kernel.at(`.create_kernel/${name}`));
    editSpec(kernel, (spec) => {
      const { id: _, ...origin } = (spec.metadata as { create_kernel: { id: string } }).create_kernel;
      return { ...spec, metadata: { create_kernel: origin } };
    });
    expect(await quickHealth(await kernel.read(), home.site)).toEqual({ state: 'starts', looked: 0 });
  });

  it.each([
    ['there', process.execPath, 'untried'],
    ['gone', '/nowhere/bin/python', 'interpreter-gone'],
    ['named without a path', 'python', 'untried'],
  ])('of a kernel of another tool with a program that is %s', async (_, program, state) => {
    const home = makeHome();
    const directory = join(home.jupyter_data, 'kernels', 'other');
    mkdirSync(directory, { recursive: true });
    const spec = { argv: [program], display_name: 'Other', language: 'python' };
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
    const { listKernels } = await import('../../../src/kernels/kernelspec.js');
    const [kernel] = await listKernels(home.site);
    if (!kernel) throw new Error('The kernel is not listed');
    expect((await quickHealth(kernel, home.site)).state).toBe(state);
  });

  it('is unknown while its location does not answer, and nothing in it is looked at', async () => {
    const home = makeHome();
    const kernel = await makeKernel(home).read();
    const locations = home.site.locations.map((location) => ({ ...location, silent: true as const }));
    expect(await quickHealth(kernel, { ...home.site, locations })).toEqual({ state: 'unknown', looked: 0 });
  });
});

describe('the warning of a purge', () => {
  const DAY = 86_400;
  const now = Date.now() / 1000;

  it.each([
    [30, 1, false],
    [30, 19, false],
    [30, 21, true],
    [30, 40, true],
    [90, 70, false],
    [90, 80, true],
  ])('after %i days comes with files that were last used %i days ago: %s', async (days, age, warns) => {
    const home = makeHome();
    const kernel = makeKernel(home);
    for (const name of PACKAGES)
      for (const part of [0, 1, 2, 3])
        utimesSync(join(kernel.sitePackages, name, `part${part}.py`), now - age * DAY, now - 400 * DAY);
    const locations = home.site.locations.map((each) => ({ ...each, purged_after_days: days }));
    const health = await quickHealth(await kernel.read(), { ...home.site, locations });
    expect(health.state).toBe('starts');
    expect(health.fix).toBe(warns ? 'rebuild' : undefined);
    expect(health.purge && Math.round((health.purge.time / 1000 - now) / DAY)).toBe(
      warns ? days - age : undefined,
    );
  });
});

describe('the level of a processor', () => {
  const second = 'cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3';
  const third = `${second} avx avx2 bmi1 bmi2 f16c fma abm movbe xsave`;
  it.each([
    ['', 1],
    [second, 2],
    [third, 3],
    [third.replace(' fma', ''), 2],
    [`${third} avx512f avx512bw avx512cd avx512dq avx512vl`, 4],
  ])('of the flags “%s” is %i', (flags, level) => {
    expect(levelOf(new Set(flags.split(' ')))).toBe(level);
  });
});

it.each([
  ['kernel-not-started: the kernel was ended by SIGILL', 'cpu-too-old'],
  ["import-failed: pandas: /lib64/libstdc++.so.6: version `GLIBCXX_3.4.29' not found", 'library-missing'],
  ['kernel-not-started: the kernel did not answer in time', 'does-not-start'],
])('a start that fails with “%s” is the state %s', (reason, state) => {
  expect(faultOf(reason)).toMatchObject({ state, fix: 'rebuild' });
});

it('follows no link that leads in a circle', async () => {
  const home = makeHome();
  const kernel = makeKernel(home);
  remove(kernel.at('bin/python'));
  symlinkSync('python', kernel.at('bin/python'));
  expect((await quickHealth(await kernel.read(), home.site)).state).toBe('interpreter-gone');
});
