/** A real environment with packages from the package index, for tests that start kernels. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reachingEnvironment } from '../../scripts/fetching.mjs';
import { run } from '../../src/base/process.js';
import { findInterpreter } from '../parts/conda/interpreter.js';
import { installPackages } from './install-packages.js';
import { cleanEnvironment } from './python.js';

/** The exact versions of a kernel's packages. */
const PINS = fileURLToPath(new URL('../parts/conda/requirements-channel.txt', import.meta.url));

export interface Venv {
  /** A separate directory: `home` is an empty home in it, `prefix` the environment. */
  directory: string;
  home: string;
  prefix: string;
  python: string;
  sitePackages: string;
  remove(): Promise<void>;
}

/** Makes a venv and installs packages with pinned versions. It takes some seconds, so make one for each file. */
export async function makeVenv(packages: string[]): Promise<Venv> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-venv-'));
  const [home, prefix] = [join(directory, 'home'), join(directory, 'environment')];
  await mkdir(home);
  const python = join(prefix, 'bin/python');
  const { path } = await findInterpreter(reachingEnvironment());
  await succeed([path, '-m', 'venv', '--without-pip', prefix], home);
  if (packages.length > 0) await installPackages(python, ['--constraint', PINS, ...packages]);
  const [version = ''] = await readdir(join(prefix, 'lib'));
  const sitePackages = join(prefix, 'lib', version, 'site-packages');
  const remove = () => rm(directory, { recursive: true, force: true });
  return { directory, home, prefix, python, sitePackages, remove };
}

/** Installs a test package in an environment, as an installer would: its files, and the metadata that lists them. */
export async function addPackage(
  sitePackages: string,
  name: string,
  files: Record<string, string>,
): Promise<void> {
  const metadata = `${name}-1.0.dist-info`;
  const record = Object.keys(files).map((path) => `${path},,${files[path]?.length}`);
  const all = {
    ...files,
    [`${metadata}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n\nAbout it.\n`,
    [`${metadata}/RECORD`]: `${[...record, `${metadata}/RECORD,,`].join('\n')}\n`,
  };
  for (const [path, text] of Object.entries(all)) await put(join(sitePackages, path), text);
}

/** Writes a file, and makes its directory first. */
export async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Runs a program as a login on a bare machine does. @throws Error with all its output if it fails. */
export async function succeed(argv: string[], home: string): Promise<void> {
  const answer = await run(argv, { environment: cleanEnvironment(home), seconds: 600 });
  if (answer.exit !== 0) throw new Error(`${argv.join(' ')}\n${answer.stdout}\n${answer.stderr}`);
}
