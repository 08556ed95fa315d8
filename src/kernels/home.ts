/** A kernel's own directory: chosen once, then recorded in its kernelspec; never derived from its name again. */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { tryReadStored } from '../base/stored.js';
import { type Owner, ownerFormat } from '../builds/holding/own-places.js';
import { ownerFile } from '../plan/make-plan.js';
import type { Recipe } from '../recipe/recipe.js';
import { locationOf, type Site } from '../site/site.js';
import type { Kernel } from './kernelspec.js';

/** The directory of a kernel that this app made. */
export function homeOf({ origin }: Pick<Kernel, 'origin'>): string | undefined {
  return origin && (origin.home ?? dirname(origin.prefix));
}

/**
 * The directory for a new kernel: `<location>/<name>`, or with a number behind it where that one is something else's.
 * @throws UserError `location-unknown`.
 */
export async function chooseHome(
  { name, location }: Pick<Recipe, 'name' | 'location'>,
  site: Pick<Site, 'locations'>,
  kernels: readonly Kernel[],
): Promise<string> {
  const first = join(locationOf(site, location).path, name);
  const taken = new Set(kernels.map(homeOf));
  for (let number = 1; ; number++) {
    const home = number === 1 ? first : `${first}-${number}`;
    if (!taken.has(home) && (await isFree(home, name))) return home;
  }
}

/** Whether there is nothing, or only what an earlier kernel of this name has left. */
async function isFree(home: string, name: string): Promise<boolean> {
  const found = await lstat(home).catch(() => undefined);
  if (!found) return true;
  if (!found.isDirectory()) return false;
  return (await readdir(home)).length === 0 || (await ownerOf(home))?.kernel === name;
}

/** The kernel that a directory was made for; nothing if it is not one of ours. */
export async function ownerOf(home: string): Promise<Owner | undefined> {
  return tryReadStored(ownerFile(home), ownerFormat);
}

/** Whether a directory is where the site makes kernels' directories. */
export function isInLocation(home: string, { locations }: Pick<Site, 'locations'>): boolean {
  return locations.some(({ path }) => join(path, basename(home)) === home);
}

/** Whether a kernel's directory still is its own, by its id; by its name where 0.1.0 made it, which gave no ids. */
export async function isOwn(
  home: string,
  { name, origin }: Pick<Kernel, 'name' | 'origin'>,
): Promise<boolean> {
  const owner = await ownerOf(home);
  if (!owner) return false;
  return origin?.id && owner.id
    ? origin.id === owner.id
    : owner.kernel === name || owner.kernel === basename(home);
}
