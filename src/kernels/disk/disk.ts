/** Measures what takes space on disk, and removes what can be removed safely. */
import { UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { listBuilds } from '../../builds/builds.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { DiskRow } from '../../shared/kernels/disk-page.js';
import type { EquippedSite } from '../../site/site.js';
import { measureSpace } from '../history/space.js';
import { deleteLater } from '../moves/run-actions.js';
import { kernelOperations } from '../operations/index.js';
import { perform } from '../operations/perform.js';
import { type DiskSite, diskPlaces, kernelsOnDisk, prunable } from './places.js';

/** All places at the same time. `seconds` is the most time that it takes. */
export async function measureDisk(site: DiskSite, { seconds }: { seconds: number }): Promise<DiskRow[]> {
  const kernels = await kernelsOnDisk(site);
  const measured = Object.entries(diskPlaces).map(async ([id, place]): Promise<DiskRow> => {
    const { title, about, paths, removable, names } = place;
    const [all, can] = await Promise.all([paths(site, kernels), removable?.(site, kernels)]);
    const [space, goes] = await Promise.all([
      measureSpace(all, { seconds }),
      can && measureSpace(can, { seconds }),
    ]);
    const { bytes, files, complete } = space;
    return {
      ...{ id, title, about, bytes, files, complete },
      ...(goes && { removable: goes.freed }),
      ...(names && { names: names(can ?? all) }),
    };
  });
  return Promise.all(measured);
}

/**
 * Removes what can be removed safely from a place. Returns the bytes that are being freed.
 * @throws UserError `disk-place-unknown`, `disk-place-in-use`.
 */
export async function cleanDisk(
  id: string,
  site: EquippedSite,
  { dry_run, seconds }: { dry_run: boolean; seconds: number },
): Promise<number> {
  const place = lookUp(diskPlaces, id);
  if (!place?.removable) {
    const known = Object.entries(diskPlaces).flatMap(([each, { removable }]) => (removable ? [each] : []));
    throw new UserError('disk-place-unknown', { place: id, known });
  }
  const building = (await listBuilds(site)).find(({ state }) => !hasEnded(state.status));
  if (place.builds && building) throw new UserError('disk-place-in-use', { place: id, build: building.id });
  const kernels = await kernelsOnDisk(site);
  const paths = await place.removable(site, kernels);
  const { freed } = await measureSpace(paths, { seconds });
  if (dry_run) return freed;
  const prune = lookUp(kernelOperations, 'prune');
  if (id === 'generations' && prune)
    for (const { kernel } of await prunable(site, kernels)) await perform(prune, { kernel }, site);
  else for (const path of paths) deleteLater(place.moveAside?.(path) ?? path);
  return freed;
}
