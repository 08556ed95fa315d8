/** What installed packages need, by the record of each in `conda-meta`. */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import type { PackageNeeds } from '../source.js';

// A record of conda has no number of a schema.
const recordFormat = {
  number: 0,
  schema: z.object({ name: z.string(), depends: z._default(z.array(z.string()), []) }),
} satisfies StoredFormat;

export function needsIn(prefix: string): PackageNeeds[] {
  const directory = join(prefix, 'conda-meta');
  const names = namesInDirectory(directory).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => {
    const record = tryReadStored(join(directory, name), recordFormat, { follow: true });
    if (!record) return [];
    return [{ name: record.name, needs: record.depends.map((spec) => spec.split(/[\s[]/, 1)[0] ?? '') }];
  });
}
