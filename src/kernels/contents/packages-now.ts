/** The packages that an environment has now, by the records of their installers. */
import { join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { lookUp } from '../../base/registry.js';
import { type SourceId, sourceIds, sources } from '../../sources/index.js';
import type { RecordedPackage } from './manifest.js';

export interface PackageNow {
  name: string;
  version: string;
  source: SourceId;
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
  const places = new Map<string, PackageEntry[]>();
  for (const recorded of packages) {
    // A newer version of the app may know another source.
    const entry = lookUp(sources, recorded.source)?.records.entry(recorded.record);
    if (entry === undefined) continue;
    const name = entry.slice(entry.lastIndexOf('/') + 1);
    const place = entry.slice(0, -name.length - 1);
    const entries = places.get(place) ?? [];
    if (entries.push({ recorded, name }) === 1) places.set(place, entries);
  }
  const changes = [...places].map(([place, entries]) => changesIn(join(prefix, place), entries));
  return { lost: changes.flatMap(({ lost }) => lost), added: changes.flatMap(({ added }) => added) };
}

/** What a directory such as `conda-meta` or a `site-packages` had for a package. */
interface PackageEntry {
  recorded: RecordedPackage;
  name: string;
}

function changesIn(directory: string, entries: readonly PackageEntry[]): PackageChanges {
  const names = new Set(namesInDirectory(directory));
  const known = new Set(entries.map(({ name }) => name));
  const others = [...names].filter((name) => !known.has(name)).map(packageOf);
  const fresh = others.filter((each) => each !== undefined);
  const lost = entries.filter(({ name }) => !names.has(name)).map(({ recorded }) => recorded);
  // An environment without any of its packages was deleted, not changed by an installer.
  const most = lost.length > 1 && lost.length > entries.length / 2;
  const how = fresh.length === 0 && most ? 'deleted' : 'removed';
  const found = lost.map((each): LostPackage => {
    const now = fresh.find(({ name }) => sameName(name, each.name, each.source));
    return { lost: each, how, ...(now && { now }) };
  });
  const added = fresh.filter(
    ({ name }) => !entries.some(({ recorded }) => sameName(recorded.name, name, recorded.source)),
  );
  return { lost: found, added };
}

/** The package of an entry, by the name that the installer of its source gave to that. */
function packageOf(entry: string): PackageNow | undefined {
  for (const source of sourceIds) {
    const found = sources[source].records.packageOf(entry);
    if (found) return { ...found, source };
  }
  return undefined;
}

/** The name of a package in its metadata and that of a directory may be spelt in two ways. */
export function sameName(a: string, b: string, source: string): boolean {
  const normalizeName = lookUp(sources, source)?.normalizeName ?? ((name: string) => name);
  return normalizeName(a) === normalizeName(b);
}
