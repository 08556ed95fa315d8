/** Whether a generation is in use: by a process of this host, or perhaps by a job on a node that cannot be examined. */
import { lookUp } from '../../../base/registry.js';
import type { Site } from '../../../site/site.js';
import type { Cluster } from '../../launchers/cluster.js';
import { readClusters } from '../../launchers/clusters.js';
import { launchers } from '../../launchers/index.js';
import type { Job } from '../../launchers/launcher.js';
import { usedDirectories } from './process-paths.js';

export type Use = 'none' | 'here' | 'perhaps';

/** For each path of a generation. `own` is the job that asks, which uses none of them. */
export async function usesOf(
  prefixes: readonly string[],
  site: Pick<Site, 'config'>,
  own?: Job,
): Promise<Map<string, Use>> {
  if (prefixes.length === 0) return new Map();
  const here = usedDirectories(prefixes);
  const elsewhere: Use = (await clustersInUse(site, own)).length > 0 ? 'perhaps' : 'none';
  return new Map(prefixes.map((prefix) => [prefix, here.has(prefix) ? 'here' : elsewhere]));
}

/** The titles of the clusters where other jobs of this user run, or that do not answer. */
async function clustersInUse(site: Pick<Site, 'config'>, own: Job | undefined): Promise<string[]> {
  const described = readClusters(site);
  const isOwn = ({ id }: Cluster) => id === own?.cluster.id;
  // A node may not have the site's descriptions of clusters.
  const clusters = own && !described.some(isOwn) ? [...described, own.cluster] : described;
  const inUse = await Promise.all(
    clusters.map(async (cluster) => {
      const running = await lookUp(launchers, cluster.adapter)?.running?.(cluster);
      return running === undefined || running > (isOwn(cluster) ? 1 : 0);
    }),
  );
  return clusters.filter((_, at) => inUse[at]).map(({ title }) => title);
}
