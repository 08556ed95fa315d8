/** The free space of a location, cached: the form asks at every pause in typing, and a quota command may take seconds. */
import { freeSpace, type Space } from '../../../kernels/requests/checks/free-space.js';
import type { Site } from '../../../site/site.js';

const CACHE_TIME = 30_000;

const cache = new Map<string, { since: number; space: Promise<Space | undefined> }>();

/** At most 30 seconds old. */
export function recentFreeSpace(
  path: string,
  site: Pick<Site, 'config' | 'environment'>,
): Promise<Space | undefined> {
  const known = cache.get(path);
  if (known && performance.now() - known.since < CACHE_TIME) return known.space;
  const space = freeSpace(path, site);
  cache.set(path, { since: performance.now(), space });
  return space;
}
