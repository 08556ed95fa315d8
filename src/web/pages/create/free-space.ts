/** The free space of a location, cached: the form asks at every pause in typing, and a quota command may take seconds. */
import { type FreeSpace, freeSpace } from '../../../kernels/requests/checks/free-space.js';
import type { Site } from '../../../site/site.js';

const CACHE_TIME = 30_000;

const cache = new Map<string, { since: number; space: Promise<FreeSpace | undefined> }>();

/** At most 30 seconds old. */
export function recentFreeSpace(
  path: string,
  site: Pick<Site, 'config' | 'environment'>,
): Promise<FreeSpace | undefined> {
  const known = cache.get(path);
  if (known && performance.now() - known.since < CACHE_TIME) return known.space;
  const space = freeSpace(path, site);
  cache.set(path, { since: performance.now(), space });
  return space;
}
