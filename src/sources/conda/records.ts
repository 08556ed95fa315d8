/** What conda records: a file in `conda-meta` for each package. */
import * as z from 'zod/mini';
import { parseJson } from '../../base/text/json.js';
import type { InstallerRecords } from '../source.js';
import { needsIn } from './needs.js';

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

export const records: InstallerRecords = {
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
