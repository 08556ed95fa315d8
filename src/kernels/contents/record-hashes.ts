/** The hashes of files in the records of their installers. */
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod/mini';
import { readRegularFile } from '../../base/stored.js';
import { parseJson } from '../../base/text/json.js';
import type { RecordedPackage } from './manifest.js';

// Of a package with many thousands of files.
const LARGEST_RECORD = 64_000_000;

/** SHA-256 in hexadecimal digits, by the path relative to the prefix; empty if the record cannot be read. */
export function recordedHashes(
  prefix: string,
  { source, record }: Pick<RecordedPackage, 'source' | 'record'>,
): ReadonlyMap<string, string> {
  try {
    const text = readRegularFile(join(prefix, record), { most: LARGEST_RECORD });
    return new Map(source === 'conda' ? condaHashes(text) : pythonHashes(text, dirname(dirname(record))));
  } catch {
    return new Map();
  }
}

/** Lines of RECORD: https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
function pythonHashes(text: string, place: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, quoted, plain, hash] = /^(?:"((?:[^"]|"")*)"|([^,]*)),sha256=([\w-]+),/.exec(line) ?? [];
    const path = quoted?.replaceAll('""', '"') ?? plain;
    if (!path || !hash) return [];
    return [[relative('/', join('/', place, path)), Buffer.from(hash, 'base64url').toString('hex')]];
  });
}

const condaRecord = z.object({
  paths_data: z.object({
    paths: z.array(
      z.object({
        _path: z.string(),
        sha256: z.optional(z.string()),
        sha256_in_prefix: z.optional(z.string()),
      }),
    ),
  }),
});

/** The hash after the prefix was written into the file, if it was. */
function condaHashes(text: string): [string, string][] {
  const { data } = z.safeParse(condaRecord, parseJson(text), { jitless: true });
  return (data?.paths_data.paths ?? []).flatMap((each): [string, string][] => {
    const hash = each.sha256_in_prefix ?? each.sha256;
    return hash ? [[each._path, hash]] : [];
  });
}

/** Of a file's content; undefined if it cannot be read. */
export function hashOf(path: string): string | undefined {
  try {
    const content = readRegularFile(path, { most: LARGEST_RECORD });
    return createHash('sha256').update(content).digest('hex');
  } catch {
    return undefined;
  }
}
