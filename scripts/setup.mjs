/** The set-up for all commands: checks requirements, installs dependencies and compiles, if that is not done yet. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchBy } from './fetching.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const NODE = [20, 5];
const PYTHON = [3, 8];

/** Exits with a message if this Node.js is too old. */
export function checkNode() {
  refuse([nodeLack()]);
}

/** Exits with a message if something is missing that cannot be fetched; warns if making kernels needs more. */
export function checkNeeds() {
  refuse([nodeLack(), pythonLack()]);
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0) return;
  console.warn('create-kernel: this Python has no `venv` module, so making kernels needs uv or conda.');
  console.warn('  On Debian: apt install python3-venv');
}

function refuse(found) {
  const lacks = found.filter(Boolean);
  for (const lack of lacks) console.error(`create-kernel: ${lack}`);
  if (lacks.length > 0) process.exit(1);
}

function nodeLack() {
  const found = process.versions.node;
  return (
    older(found, NODE) &&
    `Node.js ${NODE.join('.')} or newer is needed, but this is ${found}. Install a current LTS release.`
  );
}

function pythonLack() {
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const found = stdout?.trim();
  if (!found)
    return 'Python 3 is needed, but `python3` is not on the search path. On Debian: apt install python3 python3-venv';
  return (
    older(found, PYTHON) && `Python ${PYTHON.join('.')} or newer is needed, but \`python3\` is ${found}.`
  );
}

function older(version, [major, minor]) {
  const [a, b] = version.split('.').map(Number);
  return a < major || (a === major && b < minor);
}

/** Installs the dependencies if the lock file has changed since the last time. */
export async function installDependencies() {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = hash([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies …');
  // Compiling needs the development dependencies, even if NODE_ENV is `production`.
  const words = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  await fetchBy(['npm', ...words], { directory: root, show: true });
  writeFileSync(stamp, wanted);
}

/** Compiles if a source has changed since the last time. */
export async function compile() {
  const stamp = join(root, 'dist', '.compiled');
  const wanted = hash([
    ...filesBelow(join(root, 'src')),
    join(root, 'scripts', 'build.mjs'),
    ...['package-lock.json', 'VERSION', 'manifest.yml'].map((name) => join(root, name)),
  ]);
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    existsSync(join(root, 'dist', 'assets', 'assets.json'))
  )
    return;
  console.log('Compiling …');
  await import('./build.mjs');
  writeFileSync(stamp, wanted);
}

export async function setUp() {
  checkNeeds();
  await installDependencies();
  await compile();
}

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(directory, entry.name)) : [join(directory, entry.name)],
    )
    .sort();
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files.filter((each) => statSync(each).isFile()))
    sum.update(file).update('\0').update(readFileSync(file));
  return sum.digest('hex');
}
