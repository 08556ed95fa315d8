/** A real environment with packages from the package index, for tests that start kernels. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy, reachingEnvironment } from '../../scripts/fetching.mjs';
import { run } from '../../src/base/process.js';
import { findInterpreter } from '../parts/conda/interpreter.js';
import { provideUv, uvDirectory } from '../parts/uv/index.js';
import { cleanEnvironment } from './python.js';
import { useIndexOfMachine } from './reach-index.js';

const UV_CACHE = fileURLToPath(new URL('../../.cache/packages/uv', import.meta.url));
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
  if (packages.length > 0) await install(packages, python, join(directory, 'home-of-uv'));
  const [version = ''] = await readdir(join(prefix, 'lib'));
  const sitePackages = join(prefix, 'lib', version, 'site-packages');
  const remove = () => rm(directory, { recursive: true, force: true });
  return { directory, home, prefix, python, sitePackages, remove };
}

/** With uv, which takes a tenth of pip's processor time. */
async function install(packages: string[], python: string, home: string): Promise<void> {
  await provideUv();
  await mkdir(home);
  useIndexOfMachine(home);
  const environment = { HOME: home, UV_CACHE_DIR: UV_CACHE };
  // A test may change a file, which must not be one of the cache.
  const options = ['--quiet', '--link-mode=copy', '--python', python];
  const uv = join(uvDirectory, 'uv');
  await fetchBy([uv, 'pip', 'install', '--constraint', PINS, ...options, ...packages], { environment });
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
