/** What conda records: a file in `conda-meta` for each package. */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { parseJson } from '../../base/text/json.js';
import type { InstallerRecords, PackageNeeds } from '../source.js';
import program from './conda_records.py';

const recordSchema = z.object({
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

// A record of conda has no number of a schema.
const needsFormat = {
  number: 0,
  schema: z.object({ name: z.string(), depends: z._default(z.array(z.string()), []) }),
} satisfies StoredFormat;

export const records: InstallerRecords = {
  program,
  entry: (record) => record,
  packageOf(entry) {
    const [, name, version] = /^(.+)-([^-]+)-[^-]+\.json$/.exec(entry) ?? [];
    return name === undefined || version === undefined ? undefined : { name, version };
  },
  hashes(record) {
    const { data } = z.safeParse(recordSchema, parseJson(record), { jitless: true });
    return (data?.paths_data.paths ?? []).flatMap((each): [string, string][] => {
      // The hash after the prefix was written into the file, if it was.
      const hash = each.sha256_in_prefix ?? each.sha256;
      return hash ? [[each._path, hash]] : [];
    });
  },
  needs: needsIn,
};

/** What installed packages need, by the record of each. */
function needsIn(prefix: string): PackageNeeds[] {
  const directory = join(prefix, 'conda-meta');
  const names = namesInDirectory(directory).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => {
    const record = tryReadStored(join(directory, name), needsFormat, { follow: true });
    if (!record) return [];
    return [{ name: record.name, needs: record.depends.map((spec) => spec.split(/[\s[]/, 1)[0] ?? '') }];
  });
}
