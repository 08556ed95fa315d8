/** The package cache of the conda family: what is in it, and taking back what a failed step has fetched. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryToRemove } from '../holding/clear.js';

/** What a package cache held when a step found no more room. */
export interface FullCache {
  path: string;
  /** What the step had fetched, which is removed. */
  removed: Size;
  /** What earlier builds have left. */
  kept: Size;
}

interface Size {
  bytes: number;
  files: number;
}

/** An archive or what was in it: `NAME-VERSION-BUILD`. Lists of packages are named otherwise. */
const PACKAGE = /^[^.][^/]*-[^-/]+-[^-/]+$/;

/** The names of the packages in it; none where it does not exist. */
export function packagesIn(cache: string): Set<string> {
  return new Set(namesIn(cache).filter((name) => PACKAGE.test(name)));
}

/** Removes the packages that were not there `before`. Nobody else may write the cache meanwhile. */
export function removeFetched(cache: string, before: ReadonlySet<string>): FullCache {
  const now = [...packagesIn(cache)];
  const fetched = now.filter((name) => !before.has(name)).map((name) => join(cache, name));
  const removed = total(fetched);
  for (const path of fetched) tryToRemove(path);
  return {
    path: cache,
    removed,
    kept: total(now.filter((name) => before.has(name)).map((name) => join(cache, name))),
  };
}

function total(paths: readonly string[]): Size {
  const size = { bytes: 0, files: 0 };
  const waiting = [...paths];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) continue;
    size.files += 1;
    size.bytes += found.blocks * 512;
    if (found.isDirectory()) for (const name of namesIn(path)) waiting.push(join(path, name));
  }
  return size;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
