/**
 * A local conda channel with `conda`, `mamba` and `micromamba` that work on it, built once for each state of the
 * sources beside this file. CONDA_UNDER_TEST=/path/to/conda (or mamba, micromamba) puts a real one in the place of
 * its stand-in.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from '../../../src/base/process.js';
import { findInterpreter } from './interpreter.js';

export type CondaName = 'conda' | 'mamba' | 'micromamba';

export interface CondaParts extends Record<CondaName, string> {
  /** A `file://` URL. The stand-ins know it as `conda-forge` too. */
  channel: string;
  /** The minor version of the channel's only Python, such as `3.11`. */
  python: string;
  /** Whether one of the programs is a real one. */
  real: boolean;
}

export type Fault = 'abort' | 'chatter' | 'hang' | 'nospace' | 'nothing';

const NAMES: readonly CondaName[] = ['micromamba', 'mamba', 'conda'];
const SOURCES = dirname(fileURLToPath(import.meta.url));
const CACHE = join(SOURCES, '../../../.cache/conda-parts');
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
// Variables that reaching the package index may take.
const PASSED = /^(PATH|HOME|(https?|no)_proxy)$/i;
const BUILD_SECONDS = 280;

let parts: Promise<CondaParts> | undefined;

/** Throws an Error that says what is missing where the channel cannot be built on this machine. */
export async function condaParts(): Promise<CondaParts> {
  parts ??= makeParts();
  return parts;
}

/** Writes a program of the same name into a directory, which misbehaves as program/faults.py tells; its path. */
export async function withFault(program: string, fault: Fault, directory: string): Promise<string> {
  const path = join(directory, basename(program));
  await mkdir(directory, { recursive: true });
  await writeFile(path, `#!/bin/sh\nCONDA_PARTS_FAULT=${fault} exec '${program}' "$@"\n`, { mode: 0o755 });
  return path;
}

async function makeParts(): Promise<CondaParts> {
  const environment = buildEnvironment();
  const interpreter = await findInterpreter(environment);
  const home = join(CACHE, await keyOf(interpreter.path, interpreter.version));
  if (!existsSync(home)) await build(interpreter.path, home, environment);
  const program = (name: CondaName) => join(home, 'bin', name);
  return {
    channel: pathToFileURL(join(home, 'channels/conda-forge')).href,
    python: interpreter.version.split('.', 2).join('.'),
    conda: program('conda'),
    mamba: program('mamba'),
    micromamba: program('micromamba'),
    real: false,
    ...underTest(),
  };
}

function buildEnvironment(): Record<string, string> {
  const passed = Object.entries(process.env).flatMap(([name, value]) =>
    value && PASSED.test(name) ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(passed), ...(existsSync(CERTIFICATES) && { SSL_CERT_FILE: CERTIFICATES }) };
}

async function keyOf(...facts: string[]): Promise<string> {
  const hash = createHash('sha256').update(facts.join('\0'));
  const names = await readdir(SOURCES, { recursive: true });
  for (const name of names.filter((each) => /\.(py|txt)$/.test(each)).sort())
    hash.update(`\0${name}\0`).update(await readFile(join(SOURCES, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Beside its place and then moved there, so that two processes may build at once: the first one wins. */
async function build(python: string, home: string, environment: Record<string, string>): Promise<void> {
  const temporary = `${home}.${randomBytes(6).toString('hex')}.new`;
  await mkdir(CACHE, { recursive: true });
  try {
    const words = [python, '-I', join(SOURCES, 'make.py'), temporary, '--home', home];
    const made = await run(words, { environment, seconds: BUILD_SECONDS });
    if (made.exit !== 0)
      throw new Error(`The conda test parts could not be made with ${python}:\n${made.stderr}`);
    await rename(temporary, home).catch((error) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function underTest(): Partial<CondaParts> {
  const path = process.env.CONDA_UNDER_TEST;
  if (!path) return {};
  const name = NAMES.find((each) => basename(path).startsWith(each));
  if (!name) throw new Error(`CONDA_UNDER_TEST=${path} has none of the names ${NAMES.join(', ')}`);
  return { [name]: path, real: true };
}
