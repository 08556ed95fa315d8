/** What pip and uv record: https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
import { basename, dirname, join, relative } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { readRegularFile } from '../../base/stored.js';
import type { InstallerRecords, PackageNeeds } from '../source.js';
import program from './pypi_records.py';

export const records: InstallerRecords = {
  program,
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

/** What installed packages need: https://packaging.python.org/en/latest/specifications/core-metadata/ */
function needsIn(prefix: string): PackageNeeds[] {
  return sitePackages(prefix).flatMap((directory) =>
    namesInDirectory(directory)
      .filter((name) => name.endsWith('.dist-info'))
      .flatMap((name) => distributionNeeds(join(directory, name, 'METADATA'))),
  );
}

/** `lib/python3.11/site-packages`; `lib64` is often a link to `lib`. */
function sitePackages(prefix: string): string[] {
  const lib = join(prefix, 'lib');
  return namesInDirectory(lib)
    .filter((name) => /^python\d+\.\d+$/.test(name))
    .map((name) => join(lib, name, 'site-packages'));
}

function distributionNeeds(path: string): PackageNeeds[] {
  try {
    const [head = ''] = readRegularFile(path, { follow: true }).split(/\r?\n\r?\n/, 1);
    const name = /^Name: *(.+?)\s*$/m.exec(head)?.[1] ?? basename(dirname(path)).replace(/-.*$/, '');
    const needs = [...head.matchAll(/^Requires-Dist: *([\w.-]+)(?!.*\bextra\b)/gm)].map(
      ([, needed = '']) => needed,
    );
    return [{ name, needs }];
  } catch {
    return [];
  }
}
