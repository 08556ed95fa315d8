/** What pip and uv record: https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
import { dirname, join, relative } from 'node:path';
import type { InstallerRecords } from '../source.js';
import { needsIn } from './needs.js';

export const records: InstallerRecords = {
  // `RECORD` is in the package's `.dist-info`, which is in a `site-packages`.
  entry: (record) => dirname(record),
  packageOf(entry) {
    const [, name, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
    return name === undefined || version === undefined ? undefined : { name, version };
  },
  hashes(record, path) {
    const place = dirname(dirname(path));
    return record.split('\n').flatMap((line): [string, string][] => {
      const [, quoted, plain, hash] = /^(?:"((?:[^"]|"")*)"|([^,]*)),sha256=([\w-]+),/.exec(line) ?? [];
      const file = quoted?.replaceAll('""', '"') ?? plain;
      if (!file || !hash) return [];
      return [[relative('/', join('/', place, file)), Buffer.from(hash, 'base64url').toString('hex')]];
    });
  },
  needs: needsIn,
};
