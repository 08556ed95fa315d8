/** Where a recipe is built: on the portal's host or as a job of a cluster, as the site allows. */

import { UserError } from '../../../base/errors.js';
import type { Cluster } from '../../../builds/launchers/cluster.js';
import { readClusters } from '../../../builds/launchers/clusters.js';
import type { BuildOptions } from '../../../builds/order-build.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { type ResourceTexts, readResources } from '../../../site/resources.js';
import type { Site } from '../../../site/site.js';

export type BuildPlace = Pick<BuildOptions, 'launcher' | 'cluster' | 'resources'>;

/** The id of this host in the list of places to build. */
export const LOCAL = 'local';

/** The ids of the places where the site allows builds, its default first. */
export function placesToBuild({ config }: Pick<Site, 'config'>, clusters: readonly Cluster[]): string[] {
  const { default: first, local } = config.build_on;
  const ids = [...(local ? [LOCAL] : []), ...clusters.map(({ id }) => id)];
  return ids.includes(first) ? [first, ...ids.filter((id) => id !== first)] : ids;
}

/** The place that the recipe asks for. Adds what is wrong with it to `errors`. */
export function chooseBuildPlace(
  { build_on }: Pick<Recipe, 'build_on'>,
  texts: ResourceTexts,
  site: Pick<Site, 'config'>,
  errors: UserError[],
): BuildPlace {
  const clusters = readClusters(site);
  const known = placesToBuild(site, clusters);
  const wanted = build_on || (known[0] ?? LOCAL);
  const cluster = clusters.find(({ id }) => id === wanted);
  if (!known.includes(wanted))
    errors.push(new UserError('build-on-unknown', { given: wanted, known }, 'build_on'));
  if (!cluster) return { launcher: LOCAL };
  const resources = readResources(texts, site.config.build_on, errors);
  return { launcher: cluster.adapter, cluster, resources };
}
