/** The packages that an environment has now, by the records of their installers. */
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { lookUp } from '../../base/registry.js';
import { sources } from '../../sources/index.js';
import type { RecordedPackage } from './manifest.js';

export interface PackageNow {
  name: string;
  version: string;
  source: 'pypi' | 'conda';
}

/** A package without its record: `deleted` if its files were, `removed` if its installer removed it. */
export interface LostPackage {
  lost: RecordedPackage;
  how: 'deleted' | 'removed';
  /** The same package in another version. */
  now?: PackageNow;
}

export interface PackageChanges {
  lost: LostPackage[];
  added: PackageNow[];
}

/** Compares names and versions alone: one directory is listed for each place where packages are. */
export function packageChanges(prefix: string, packages: readonly RecordedPackage[]): PackageChanges {
  const places = new Map<string, RecordedPackage[]>();
  for (const each of packages) {
    const place = placeOf(each);
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const changes = [...places].map(([place, recorded]) => changesIn(prefix, place, recorded));
  return { lost: changes.flatMap(({ lost }) => lost), added: changes.flatMap(({ added }) => added) };
}

/** The directory that has the entries of packages: `conda-meta`, or a `site-packages`. */
function placeOf({ source, record }: RecordedPackage): string {
  return source === 'conda' ? dirname(record) : dirname(dirname(record));
}

/** The entry of a package in that directory. */
function entryOf({ source, record }: RecordedPackage): string {
  return basename(source === 'conda' ? record : dirname(record));
}

function changesIn(prefix: string, place: string, recorded: readonly RecordedPackage[]): PackageChanges {
  const directory = join(prefix, place);
  const names = new Set(namesInDirectory(directory));
  const known = new Set(recorded.map(entryOf));
  const others = [...names].filter((name) => !known.has(name)).map(packageOf);
  const fresh = others.filter((each) => each !== undefined);
  const lost = recorded.filter((each) => !names.has(entryOf(each)));
  // An environment without any of its packages was deleted, not changed by an installer.
  const most = lost.length > 1 && lost.length > recorded.length / 2;
  const how = fresh.length === 0 && most ? 'deleted' : 'removed';
  const found = lost.map((each): LostPackage => {
    const now = fresh.find(({ name }) => sameName(name, each.name, each.source));
    return { lost: each, how, ...(now && { now }) };
  });
  const added = fresh.filter(({ name }) => !recorded.some((each) => sameName(each.name, name, each.source)));
  return { lost: found, added };
}

/** The package of an entry, by the names that pip and conda give to them. */
function packageOf(entry: string): PackageNow | undefined {
  const python = /^(.+?)-([^-]+)\.dist-info$/.exec(entry);
  if (python) return { name: python[1] ?? '', version: python[2] ?? '', source: 'pypi' };
  const conda = /^(.+)-([^-]+)-[^-]+\.json$/.exec(entry);
  if (conda) return { name: conda[1] ?? '', version: conda[2] ?? '', source: 'conda' };
  return undefined;
}

/** The name of a package in its metadata and that of a directory may be spelt in two ways. */
export function sameName(a: string, b: string, source: string): boolean {
  const normalizeName = lookUp(sources, source)?.normalizeName ?? ((name: string) => name);
  return normalizeName(a) === normalizeName(b);
}
