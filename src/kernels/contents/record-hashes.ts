/** The hashes of files in the records of their installers. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { lookUp } from '../../base/registry.js';
import { readRegularFile } from '../../base/stored.js';
import { sources } from '../../sources/index.js';
import type { RecordedPackage } from './manifest.js';

// Of a package with many thousands of files.
const LARGEST_RECORD = 64_000_000;

/** SHA-256 in hexadecimal digits, by the path relative to the prefix; empty if the record cannot be read or understood. */
export function recordedHashes(
  prefix: string,
  { source, record }: Pick<RecordedPackage, 'source' | 'record'>,
): ReadonlyMap<string, string> {
  try {
    const text = readRegularFile(join(prefix, record), { most: LARGEST_RECORD });
    return new Map(lookUp(sources, source)?.records.hashes(text, record));
  } catch {
    return new Map();
  }
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
