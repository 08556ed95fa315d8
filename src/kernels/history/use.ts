/** Whether a generation is in use: by a process of this host, or perhaps by a job on a node that cannot be examined. */
import { lookUp } from '../../base/registry.js';
import { usedDirectories } from '../../builds/holding/processes/process-paths.js';
import { readClusters } from '../../builds/launchers/clusters.js';
import { launchers } from '../../builds/launchers/index.js';
import type { Site } from '../../site/site.js';

export type Use = 'none' | 'here' | 'perhaps';

/** For each path of a generation. */
export async function usesOf(
  prefixes: readonly string[],
  site: Pick<Site, 'config'>,
): Promise<Map<string, Use>> {
  const here = usedDirectories(prefixes);
  const elsewhere: Use = (await clustersInUse(site)).length > 0 ? 'perhaps' : 'none';
  return new Map(prefixes.map((prefix) => [prefix, here.has(prefix) ? 'here' : elsewhere]));
}

/** The titles of the clusters where jobs of this user run, or that do not answer. */
async function clustersInUse(site: Pick<Site, 'config'>): Promise<string[]> {
  const clusters = readClusters(site);
  const running = await Promise.all(
    clusters.map((cluster) => lookUp(launchers, cluster.adapter)?.running?.(cluster)),
  );
  return clusters.filter((_, at) => running[at] !== 0).map(({ title }) => title);
}
