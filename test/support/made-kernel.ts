/** A published kernel on disk as a build leaves it, with few files and without an installation. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Kernel, listKernels } from '../../src/kernels/kernelspec.js';
import { manifestText } from '../../src/plan/kernel/probe.js';
import type { Home } from './home.js';
import { cleanEnvironment, PYTHON } from './python.js';

export interface MadeKernel {
  name: string;
  prefix: string;
  sitePackages: string;
  /** The interpreter outside of the environment. */
  base: string;
  /** The kernelspec. */
  directory: string;
  /** Its path in the environment. */
  at(path: string): string;
  read(): Promise<Kernel>;
}

/** The packages of each kernel; each has this many modules. */
export const PACKAGES = ['ipykernel', 'pip', 'six', 'numpy'];
const MODULES = 8;

export function makeKernel(home: Home, name = 'mine', id = `id-of-${name}`): MadeKernel {
  const prefix = join(home.environments, name, '1');
  const sitePackages = join(prefix, 'lib/python3.11/site-packages');
  const base = join(home.directory, 'pythons', 'python3.11');
  const directory = join(home.jupyter_data, 'kernels', name);
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  };
  if (!statSync(base, { throwIfNoEntry: false })) put(base, '#!/bin/sh\necho Python 3.11.2\n', 0o755);
  for (const each of PACKAGES) addPackage(sitePackages, each, '1.0');
  mkdirSync(join(prefix, 'bin'));
  symlinkSync(base, join(prefix, 'bin/python'));
  put(join(prefix, 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.2\n');
  put(join(home.environments, name, '.create_kernel.json'), JSON.stringify({ kernel: name, id }));
  const kept = join(prefix, '.create_kernel');
  const origin = { id, version: '1', generation: 1, prefix, manager: 'uv', recipe: { name } };
  const spec = {
    argv: [join(prefix, 'bin/python'), '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    display_name: `Shown ${name}`,
    language: 'python',
    env: {
      PATH: `${prefix}/bin:\${PATH}`,
      PYTHONPATH: '',
      TOKEN: '${secret:TOKEN}',
      COSTS: '5 $$',
      CREATE_KERNEL_NAME: name,
      CREATE_KERNEL_GENERATION: '1',
    },
    metadata: { create_kernel: origin },
  };
  put(join(kept, 'kernelspec/kernel.json'), JSON.stringify(spec));
  const { size, mtimeMs } = statSync(base);
  const kernel = {
    ...{ ok: true, seconds: 1, executable: '', language_version: '3.11.2', implementation: 'ipython' },
    base: { path: base, size, modified: Math.trunc(mtimeMs / 1000) },
  };
  put(
    join(kept, 'report.json'),
    JSON.stringify({ kernel, imports: [], packages: [], size: 1000, files: 40 }),
  );
  put(join(kept, 'lock.txt'), 'six==1.0\n');
  writeManifest(prefix, base);
  put(join(kept, 'generation.json'), JSON.stringify({ schema: 1, id, number: 1 }));
  put(
    join(directory, 'kernel.json'),
    JSON.stringify({ ...spec, env: { ...spec.env, TOKEN: 'a secret value' } }),
  );
  return {
    ...{ name, prefix, sitePackages, base, directory },
    at: (path) => join(prefix, path),
    async read() {
      const kernel = (await listKernels(home.site)).find((each) => each.name === name);
      if (!kernel) throw new Error(`The list has no ${name}`);
      return kernel;
    },
  };
}

let manifest: { text: string; base: string } | undefined;

/** By the program that a build runs, once: the kernels differ in the path of their interpreter alone. */
function writeManifest(prefix: string, base: string): void {
  const file = join(prefix, '.create_kernel/manifest');
  if (manifest) writeFileSync(file, manifest.text.replaceAll(manifest.base, base));
  else {
    execFileSync(PYTHON, ['-I', '-c', manifestText(), '--prefix', prefix, '--output', file], {
      env: cleanEnvironment('/proc/nonexistent'),
    });
    manifest = { text: readFileSync(file, 'utf8'), base };
  }
}

/** Adds a package as pip does: modules, and the record that lists them with their hashes. */
export function addPackage(sitePackages: string, name: string, version: string): void {
  const metadata = `${name}-${version}.dist-info`;
  const files = Object.fromEntries(
    Array.from({ length: MODULES }, (_, index) => [
      `${name}/part${index}.py`,
      `# ${name} ${version} ${index}\n`,
    ]),
  );
  const rows = Object.entries(files).map(([path, text]) => {
    const hash = createHash('sha256').update(text).digest('base64url');
    return `${path},sha256=${hash},${text.length}`;
  });
  const all = { ...files, [`${metadata}/RECORD`]: [...rows, `${metadata}/RECORD,,`, ''].join('\n') };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(sitePackages, path)), { recursive: true });
    writeFileSync(join(sitePackages, path), text);
  }
}
