/** The package cache of `conda`, `mamba` or `micromamba`: lists it, and deletes what a failed step downloaded. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryToRemove } from '../holding/clear.js';

/** What a package cache held when a step ran out of space. */
export interface FullCache {
  path: string;
  /** What the step had downloaded, which is deleted. */
  removed: CacheSize;
  /** What earlier builds had downloaded, which is kept. */
  kept: CacheSize;
}

interface CacheSize {
  bytes: number;
  files: number;
}

/**
 * A package's archive or extracted directory, `NAME-VERSION-BUILD`, or the hidden directory in which it is extracted. Package
 * lists and locks do not match.
 */
const PACKAGE = /^\.?[^.][^/]*-[^-/]+-[^-/]+$/;

/** The names of the packages in it; none if it does not exist. */
export function packagesIn(cache: string): Set<string> {
  return new Set(namesIn(cache).filter((name) => PACKAGE.test(name)));
}

/** Deletes the packages that were not there `before`. The caller holds the lock on the cache. */
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

function total(paths: readonly string[]): CacheSize {
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
