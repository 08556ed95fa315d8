/**
 * Faults in a real kernel: each gives its state and no other, and the fix that it comes with makes the kernel work again.
 * The state `module-gone` is made in modules.test.ts, with real environment modules.
 */
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { quickHealth } from '../../src/kernels/health/index.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { type HealthState, healthWords } from '../../src/shared/kernels/health.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { generationOf, resultOf } from '../support/operate.js';

const { address, interpreters, fields, publishSource } = await makeSmallIndex();
const [shared = ''] = interpreters;
// Of the interpreters with one version, the app takes the first one that is there.
const pythons = makeHome({ shared: true }).directory;
const [first, second] = ['first', 'second'].map((each) => join(pythons, each, 'bin/python3'));
for (const path of [first, second]) {
  mkdirSync(dirname(path ?? ''), { recursive: true });
  copyFileSync(shared, path ?? '');
}
const before = join(pythons, 'before');
const home = makeHome({
  shared: true,
  index: address,
  settings: { interpreters: [first ?? '', second ?? '', shared] },
  variables: { JUPYTER_PATH: before },
});
const name = 'ill';
const libraries = join(home.directory, 'libraries');
mkdirSync(libraries);

const remove = (path: string) => rmSync(path, { recursive: true });

/** Where the packages of an environment are. */
function sitePackages(prefix: string): string {
  const [version = ''] = readdirSync(join(prefix, 'lib')).filter((each) => each.startsWith('python'));
  return join(prefix, 'lib', version, 'site-packages');
}

/** Takes a package away as its installer does. */
function uninstall(prefix: string, wanted: string): void {
  const place = sitePackages(prefix);
  for (const each of readdirSync(place))
    if (each === wanted || each === `${wanted}.py` || each.startsWith(`${wanted}-`))
      remove(join(place, each));
}

/** Replaces the module that the kernelspec starts; its record does not say how long it was. */
function startWith(prefix: string, ...lines: string[]): void {
  const file = join(sitePackages(prefix), 'ipykernel_launcher.py');
  // It may be a hard link to the cache's.
  rmSync(file, { force: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

async function state(of = name): Promise<{ state: HealthState; fix?: string }> {
  const { state: found, fix } = await quickHealth(await findKernel(of, home.site), home.site);
  return { state: found, ...(fix && { fix }) };
}

/** A fault that files show, or that only a start shows. */
type Fault = [HealthState, 'on every view' | 'after a start', (prefix: string) => void];

const faults: Fault[] = [
  // As when an update of the host is cut off.
  ['interpreter-replaced', 'on every view', () => truncateSync(first ?? '', 1000)],
  ['interpreter-gone', 'on every view', () => remove(second ?? '')],
  ['interpreter-gone', 'on every view', (prefix) => remove(join(prefix, 'bin/python'))],
  ['environment-missing', 'on every view', (prefix) => remove(dirname(prefix))],
  [
    'environment-moved',
    'on every view',
    (prefix) => renameSync(dirname(prefix), join(home.environments, 'elsewhere')),
  ],
  ['kernel-package-missing', 'on every view', (prefix) => uninstall(prefix, 'ipykernel')],
  [
    'half-deleted',
    'on every view',
    (prefix) => {
      // As the purge of a scratch file system does: files, but not directories.
      for (const entry of readdirSync(sitePackages(prefix), { recursive: true, withFileTypes: true }))
        if (entry.isFile() && entry.name !== 'RECORD') remove(join(entry.parentPath, entry.name));
    },
  ],
  ['changed-by-hand', 'on every view', (prefix) => uninstall(prefix, 'little')],
  [
    'library-missing',
    'after a start',
    // As a new release of the host's system does.
    () => renameSync(join(libraries, 'libnear.so.1'), join(libraries, 'libnear.so.2')),
  ],
  [
    'cpu-too-old',
    'after a start',
    (prefix) =>
      startWith(
        prefix,
        'import ctypes, mmap, platform',
        // An instruction that no processor of the kind has: https://www.felixcloutier.com/x86/ud
        'code = b"\\x0f\\x0b" if platform.machine() == "x86_64" else bytes(4)',
        'page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)',
        'page.write(code)',
        'ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()',
      ),
  ],
  ['does-not-start', 'after a start', (prefix) => startWith(prefix, 'raise SystemExit("no")')],
];

beforeAll(async () => {
  // It finds its library when it is compiled, as packages that link to one of the host do.
  await publishSource(
    'near',
    '1.0',
    `import glob; print("import ctypes\\nLIBRARY = ctypes.CDLL(%r)" % max(glob.glob(${JSON.stringify(libraries)} + "/*")))`,
  );
  // Any library that the interpreter can load.
  const { stdout } = await execa(shared, ['-I', '-c', 'import _ctypes; print(_ctypes.__file__)']);
  copyFileSync(stdout, join(libraries, 'libnear.so.1'));
  await createWell(home, { name, manager: 'uv', ...fields, packages: [...fields.packages, 'near'] });
  expect(await state()).toEqual({ state: 'starts' });
  expect(await resultOf(home, 'verify', name)).toMatchObject({ ok: true });
});

it.each(faults)('the state %s is found %s, and a rebuild fixes it', async (fault, when, inject) => {
  const { origin } = await findKernel(name, home.site);
  inject(origin?.prefix ?? '');
  if (when === 'after a start') {
    expect(await state()).toEqual({ state: 'starts' });
    expect(await resultOf(home, 'check', name)).toMatchObject({ ok: false });
  }
  expect(await state()).toEqual({ state: fault, fix: 'rebuild' });
  const build = await generationOf(home, 'rebuild', name);
  expect(build.state.status, await logText(build.files)).toBe('succeeded');
  expect(build.plan.generation).toBeGreaterThan(origin?.generation ?? 0);
  expect(await state()).toEqual({ state: 'starts' });
  expect(await resultOf(home, 'verify', name)).toMatchObject({ ok: true });
});

it('a kernel that is hidden by another one of its name gets a new name', async () => {
  const { directory } = await findKernel(name, home.site);
  cpSync(directory, join(before, 'kernels', name), { recursive: true });
  expect(await state()).toEqual({ state: 'shadowed', fix: 'rename' });
  expect(await resultOf(home, 'rename', name, { new_name: 'seen' })).toMatchObject({ ok: true });
  expect(await state('seen')).toEqual({ state: 'starts' });
  expect(await resultOf(home, 'check', 'seen')).toMatchObject({ ok: true });
});

it('a kernelspec that was cut off is restored from the copy in its environment', async () => {
  const { directory } = await findKernel('seen', home.site);
  // As an editor does on a full disk.
  truncateSync(join(directory, 'kernel.json'), 100);
  const broken = (await listKernels(home.site)).find((each) => each.directory === directory);
  expect(broken && (await quickHealth(broken, home.site))).toMatchObject({
    ...{ state: 'kernelspec-broken', fix: 'restore' },
  });
  expect(await resultOf(home, 'restore', 'seen')).toMatchObject({ ok: true });
  expect(await state('seen')).toEqual({ state: 'starts' });
  expect(await resultOf(home, 'check', 'seen')).toMatchObject({ ok: true });
});

it('every state that a fault can give is made here, or where it says', () => {
  const made = [...faults.map(([each]) => each), 'shadowed', 'kernelspec-broken'];
  const elsewhere = {
    'module-gone': 'modules.test.ts',
    unknown: 'test/web/dead-location.test.ts',
    ...{ starts: 'no fault', untried: 'no fault' },
  };
  expect([...new Set([...made, ...Object.keys(elsewhere)])].sort()).toEqual(Object.keys(healthWords).sort());
});

it('a notebook knows its kernel and its generation', async () => {
  const { variables, origin } = await findKernel('seen', home.site);
  expect(variables).toMatchObject({
    CREATE_KERNEL_NAME: 'seen',
    CREATE_KERNEL_GENERATION: String(origin?.generation),
  });
});
