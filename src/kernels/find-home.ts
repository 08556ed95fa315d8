/** Finds the homes of kernels by the owner files in them. */
import { join } from 'node:path';
import { namesInDirectory } from '../base/files.js';
import { tryReadStored } from '../base/stored.js';
import { finishedGenerations } from '../builds/holding/clear.js';
import { type Owner, ownerFormat } from '../builds/holding/own-places.js';
import { sameKernelName } from '../recipe/schema/name.js';
import type { Location } from '../site/locations.js';
import type { Site } from '../site/site.js';
import { ownerFile } from '../steps/owner-file.js';
import { homeOf } from './home.js';
import type { Kernel } from './kernelspec.js';
import { isUnreadable } from './may-change.js';

// In one directory; more are not searched.
const MOST_HOMES = 1000;

/** The directories of the locations that answer. */
export function answeringLocations(locations: readonly Location[]): string[] {
  return locations.filter(({ silent }) => !silent).map(({ path }) => path);
}

/** The homes with an environment that is whole, for which the launcher has no kernel. */
export function homesWithoutKernel(
  kernels: readonly Kernel[],
  { locations }: Pick<Site, 'locations'>,
): string[] {
  const homes = new Set(kernels.map(homeOf));
  // The home of such a kernel is not known.
  const unreadable = kernels.filter(isUnreadable);
  const isWanted = ({ kernel }: Owner) => !unreadable.some(({ name }) => sameKernelName(name, kernel));
  return findHomes(answeringLocations(locations), isWanted).filter(
    (home) => !homes.has(home) && finishedGenerations(home).length > 0,
  );
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
