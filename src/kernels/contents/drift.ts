/** How an environment differs from the manifest of its generation, package by package. */
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import {
  type Manifest,
  manifestFile,
  type RecordedFile,
  type RecordedPackage,
  withManifest,
} from './manifest.js';
import { packageChanges } from './packages-now.js';
import { hashOf, recordedHashes } from './record-hashes.js';

export interface PackageDrift {
  /** Empty for files that belong to no package. */
  name: string;
  source: string;
  change: 'added' | 'removed' | 'replaced' | 'files';
  /** The versions before and now. */
  from?: string;
  to?: string;
  /** The numbers of files that are gone, and that have another content; of `files` alone. */
  missing?: number;
  changed?: number;
  /** One of these files. */
  example?: string;
}

export interface Drift {
  /** What was compared. */
  packages: number;
  files: number;
  drift: PackageDrift[];
}

// Files that are looked at before other work of this process goes on.
const AT_ONCE = 500;

/** Looks at every file. Undefined if the generation has no manifest that can be read to its end. */
export async function driftOf(prefix: string): Promise<Drift | undefined> {
  // The manifest is read to its end first, since its file is closed afterwards.
  const read = withManifest(prefix, (manifest: Manifest) => ({
    packages: manifest.packages,
    files: [...manifest.files()],
    whole: manifest.whole(),
  }));
  if (!read?.whole) return undefined;
  const { packages, files } = read;
  const { lost, added } = packageChanges(prefix, packages);
  const compare = comparison(prefix, packages);
  const tally = new Tally(new Set(lost.map((each) => packages.indexOf(each.lost))));
  for (const [index, file] of files.entries()) {
    if (index % AT_ONCE === 0) await pause();
    tally.add(file, compare(file));
  }
  const whole: PackageDrift[] = [
    ...added.map(({ name, version, source }) => ({ name, source, change: 'added' as const, to: version })),
    ...lost.map(({ lost: { name, source, version }, now }) => ({
      ...{ name, source, from: version },
      ...(now ? { change: 'replaced' as const, to: now.version } : { change: 'removed' as const }),
    })),
  ];
  return { packages: packages.length, files: files.length, drift: [...whole, ...tally.drift(packages)] };
}

type Difference = 'missing' | 'changed' | undefined;

/** A size decides, then the content of a file that was written since. */
function comparison(
  prefix: string,
  packages: readonly RecordedPackage[],
): (file: RecordedFile) => Difference {
  const written = lookAt(manifestFile(prefix))?.mtimeMs ?? 0;
  const records = new Map<number, ReadonlyMap<string, string>>();
  const hashFor = ({ path, owner, sha256 }: RecordedFile): string | undefined => {
    const package_ = owner === undefined ? undefined : packages[owner];
    if (owner === undefined || !package_) return sha256;
    const known = records.get(owner) ?? recordedHashes(prefix, package_);
    records.set(owner, known);
    return package_.record === path ? package_.sha256 : known.get(path);
  };
  return (file) => {
    const path = join(prefix, file.path);
    const found = lookAt(path);
    if (!found) return 'missing';
    if (file.target !== undefined) return isLinkTo(path, found, file.target) ? undefined : 'changed';
    if (!found.isFile() || found.size !== file.size) return 'changed';
    if (found.mtimeMs <= written) return undefined;
    const hash = hashFor(file);
    return hash === undefined || hash === hashOf(path) ? undefined : 'changed';
  };
}

function isLinkTo(path: string, found: Stats, target: string): boolean {
  return found.isSymbolicLink() && readlinkSync(path) === target;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Counts differences by package. Those of packages that are gone as a whole do not count. */
class Tally {
  private readonly counts = new Map<
    number | undefined,
    { missing: number; changed: number; example: string }
  >();

  constructor(private readonly lost: ReadonlySet<number>) {}

  add({ path, owner }: RecordedFile, difference: Difference): void {
    if (!difference || (owner !== undefined && this.lost.has(owner))) return;
    const count = this.counts.get(owner) ?? { missing: 0, changed: 0, example: path };
    count[difference] += 1;
    this.counts.set(owner, count);
  }

  drift(packages: readonly RecordedPackage[]): PackageDrift[] {
    return [...this.counts].map(([owner, count]) => {
      const { name = '', source = '' } = owner === undefined ? {} : (packages[owner] ?? {});
      return { name, source, change: 'files', ...count };
    });
  }
}
