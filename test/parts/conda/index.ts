/**
 * A local conda channel with `conda`, `mamba` and `micromamba` that work on it, built once for each state of the
 * sources beside this file. CONDA_UNDER_TEST=/path/to/conda (or mamba, micromamba) replaces a stand-in with a real
 * program.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchBy, reachingEnvironment } from '../../../scripts/fetching.mjs';
import { appRoot } from '../../../src/base/program.js';
import { alone } from '../../support/alone.js';
import { findInterpreter } from './interpreter.js';

export type CondaName = 'conda' | 'mamba' | 'micromamba';

export interface CondaParts extends Record<CondaName, string> {
  /** A `file://` URL. The stand-ins also call it `conda-forge`. */
  channel: string;
  /** The minor version of the channel's only Python, such as `3.11`. */
  python: string;
  /** Whether one of the programs is real. */
  real: boolean;
}

export type Fault = 'abort' | 'chatter' | 'hang' | 'nospace' | 'nothing';

const NAMES: readonly CondaName[] = ['micromamba', 'mamba', 'conda'];
const SOURCES = join(appRoot, 'test/parts/conda');
const CACHE = join(appRoot, '.cache/conda-parts');

let parts: Promise<CondaParts> | undefined;

/** @throws Error that says what is missing if this machine cannot build the channel. */
export async function condaParts(): Promise<CondaParts> {
  parts ??= makeParts();
  return parts;
}

/** Writes a program of the same name that misbehaves, as program/faults.py describes. Returns its path. */
export async function withFault(program: string, fault: Fault, directory: string): Promise<string> {
  const path = join(directory, basename(program));
  await mkdir(directory, { recursive: true });
  await writeFile(path, `#!/bin/sh\nCONDA_PARTS_FAULT=${fault} exec '${program}' "$@"\n`, { mode: 0o755 });
  return path;
}

async function makeParts(): Promise<CondaParts> {
  const interpreter = await findInterpreter(reachingEnvironment());
  const home = join(CACHE, await keyOf(interpreter.path, interpreter.version));
  await alone(`${home}.lock`, async () => {
    if (!existsSync(home)) await build(interpreter.path, home);
  });
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

async function keyOf(...facts: string[]): Promise<string> {
  const hash = createHash('sha256').update(facts.join('\0'));
  const names = await readdir(SOURCES, { recursive: true });
  for (const name of names.filter((each) => /\.(py|txt)$/.test(each)).sort())
    hash.update(`\0${name}\0`).update(await readFile(join(SOURCES, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Made in a temporary directory and renamed, so that it is never partial. */
async function build(python: string, home: string): Promise<void> {
  const aside = `${home}.new`;
  await fetchBy([python, '-I', join(SOURCES, 'make.py'), aside, '--home', home]);
  await rename(aside, home);
}

function underTest(): Partial<CondaParts> {
  const path = process.env.CONDA_UNDER_TEST;
  if (!path) return {};
  const name = NAMES.find((each) => basename(path).startsWith(each));
  if (!name) throw new Error(`CONDA_UNDER_TEST=${path} has none of the names ${NAMES.join(', ')}`);
  return { [name]: path, real: true };
}
