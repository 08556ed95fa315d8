/** Finds the homes of kernels by the owner files in them. */
import { join } from 'node:path';
import { namesInDirectory } from '../base/files.js';
import { tryReadStored } from '../base/stored.js';
import { type Owner, ownerFormat } from '../builds/holding/own-places.js';
import type { Location } from '../site/locations.js';
import { ownerFile } from '../steps/owner-file.js';

// In one directory; more are not searched.
const MOST_HOMES = 1000;

/** The directories of the locations that answer. */
export function answeringLocations(locations: readonly Location[]): string[] {
  return locations.filter(({ silent }) => !silent).map(({ path }) => path);
}

/** The directories in these places with an owner that is wanted. */
export function findHomes(places: Iterable<string>, isWanted: (owner: Owner) => boolean): string[] {
  return [...new Set(places)]
    .flatMap((place) =>
      namesInDirectory(place)
        .slice(0, MOST_HOMES)
        .map((name) => join(place, name)),
    )
    .filter((path) => {
      const owner = tryReadStored(ownerFile(path), ownerFormat);
      return owner !== undefined && isWanted(owner);
    });
}
