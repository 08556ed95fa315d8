/** Which installed packages need which others, by the metadata in an environment. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { readRegularFile, type StoredFormat, tryReadStored } from '../../base/stored.js';
import { conda } from '../conda.js';
import type { SourceId } from '../index.js';
import { pypi } from '../pypi.js';

export interface InstalledNeeds {
  name: string;
  source: SourceId;
  /** The names of the packages that it needs, as far as its metadata says so without a condition on extras. */
  needs: readonly string[];
}

/** Empty for an environment that is gone; packages with unreadable metadata are left out. */
export function installedNeeds(prefix: string): InstalledNeeds[] {
  const records = namesIn(join(prefix, 'conda-meta')).filter((name) => name.endsWith('.json'));
  return [
    ...records.flatMap((name) => condaNeeds(join(prefix, 'conda-meta', name))),
    ...sitePackages(prefix).flatMap((directory) =>
      namesIn(directory)
        .filter((name) => name.endsWith('.dist-info'))
        .flatMap((name) => distributionNeeds(join(directory, name, 'METADATA'))),
    ),
  ];
}

/**
 * The packages that a package is there for: itself, and what needs it, directly or not. Two sources with the same name for
 * a package count as one, since pip does not install what conda has.
 */
export function neededBy(name: string, installed: readonly InstalledNeeds[]): InstalledNeeds[] {
  const found: InstalledNeeds[] = [];
  const names = [keyOf(name)];
  for (const wanted of names) {
    for (const each of installed) {
      if (found.includes(each) || !each.needs.some((needed) => keyOf(needed) === wanted)) continue;
      found.push(each);
      names.push(keyOf(each.name));
    }
  }
  return found;
}

function keyOf(name: string): string {
  return pypi.normalizeName(conda.normalizeName(name));
}

/** `lib/python3.11/site-packages`; `lib64` is often a link to `lib`. */
function sitePackages(prefix: string): string[] {
  const lib = join(prefix, 'lib');
  return namesIn(lib)
    .filter((name) => /^python\d+\.\d+$/.test(name))
    .map((name) => join(lib, name, 'site-packages'));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

// A record of conda has no number of a schema.
const condaFormat = {
  number: 0,
  schema: z.object({ name: z.string(), depends: z._default(z.array(z.string()), []) }),
} satisfies StoredFormat;

function condaNeeds(path: string): InstalledNeeds[] {
  const record = tryReadStored(path, condaFormat, { follow: true });
  if (!record) return [];
  const needs = record.depends.map((spec) => spec.split(/[\s[]/, 1)[0] ?? '');
  return [{ name: record.name, source: 'conda', needs }];
}

/** https://packaging.python.org/en/latest/specifications/core-metadata/ */
function distributionNeeds(path: string): InstalledNeeds[] {
  try {
    const [head = ''] = readRegularFile(path, { follow: true }).split(/\r?\n\r?\n/, 1);
    const name = /^Name: *(.+?)\s*$/m.exec(head)?.[1] ?? basename(dirname(path)).replace(/-.*$/, '');
    const needs = [...head.matchAll(/^Requires-Dist: *([\w.-]+)(?!.*\bextra\b)/gm)].map(
      ([, needed = '']) => needed,
    );
    return [{ name, source: 'pypi', needs }];
  } catch {
    return [];
  }
}
