/**
 * A Python that uv can download without a network: an archive of this machine's own, and a list in the format of uv's
 * `python-downloads-json-url`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { reachingEnvironment } from '../../../scripts/fetching.mjs';
import { run } from '../../../src/base/process.js';
import { minorVersion } from '../../../src/base/version.js';
import { findInterpreter } from '../conda/interpreter.js';
import program from './archive.py';

export interface PythonParts {
  /** The path of the list. */
  list: string;
  archive: string;
  /** uv's name of it, and the name of its directory. */
  key: string;
  version: string;
  /** Such as `3.11`. */
  minor: string;
}

const answerSchema = z.object({ version: z.string(), machine: z.string() });

/** Makes both in a directory. */
export async function makePython(directory: string): Promise<PythonParts> {
  const { path } = await findInterpreter(reachingEnvironment());
  const archive = join(directory, 'python.tar.gz');
  const answer = await run([path, '-I', '-c', program, archive], { environment: {}, seconds: 600 });
  if (answer.exit !== 0) throw new Error(answer.stderr);
  const { version, machine } = answerSchema.parse(JSON.parse(answer.stdout));
  const key = `cpython-${version}-linux-${machine}-gnu`;
  const list = join(directory, 'pythons.json');
  writeList(list, key, archive);
  return { list, archive, key, version, minor: minorVersion(version) };
}

/** Writes a list with one entry: by default, with the hash and the path that the archive has. */
export function writeList(
  list: string,
  key: string,
  archive: string,
  { sha256 = hashOf(archive), url = pathToFileURL(archive).href } = {},
): void {
  const [, version = '', family] = /^cpython-([\d.]+)-linux-(\w+)-gnu$/.exec(key) ?? [];
  const [major, minor, patch] = version.split('.').map(Number);
  const entry = {
    ...{ name: 'cpython', arch: { family, variant: null }, os: 'linux', libc: 'gnu' },
    ...{ major, minor, patch, prerelease: '', url },
    ...{ sha256, variant: null, build: null },
  };
  writeFileSync(list, JSON.stringify({ [key]: entry }));
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
