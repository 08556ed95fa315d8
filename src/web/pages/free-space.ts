/** What is free in a location, for a form that is read at every pause in typing: a quota command may take seconds. */
import { freeSpace, type Space } from '../../kernels/requests/free-space.js';
import type { Site } from '../../site/site.js';

const KEPT = 30_000;

const kept = new Map<string, { since: number; space: Promise<Space | undefined> }>();

/** Not older than half a minute. */
export function recentFreeSpace(
  path: string,
  site: Pick<Site, 'config' | 'environment'>,
): Promise<Space | undefined> {
  const known = kept.get(path);
  if (known && performance.now() - known.since < KEPT) return known.space;
  const space = freeSpace(path, site);
  kept.set(path, { since: performance.now(), space });
  return space;
}
