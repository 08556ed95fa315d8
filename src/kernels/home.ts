/** A kernel's home directory: chosen once and recorded in its kernelspec, never derived from its name again. */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../base/errors.js';
import { tryReadStored, whyNotStored } from '../base/stored.js';
import { type Owner, ownerFormat } from '../builds/holding/own-places.js';
import type { Recipe } from '../recipe/recipe.js';
import { LOOK_SECONDS } from '../site/directories/look.js';
import { isSilent, locationOf, locationOfHome } from '../site/locations.js';
import type { Site } from '../site/site.js';
import { ownerFile } from '../steps/owner-file.js';
import type { Kernel } from './kernelspec.js';

/** The home of a kernel that this app made. */
export function homeOf({ origin }: Pick<Kernel, 'origin'>): string | undefined {
  return origin && (origin.home ?? dirname(origin.prefix));
}

/**
 * For what looks at a kernel's files: in a location that does not answer, that would never end.
 * @throws UserError `directory-silent`.
 */
export function checkAnswers(kernel: Pick<Kernel, 'origin'>, site: Pick<Site, 'locations'>): void {
  const home = homeOf(kernel);
  if (home && isSilent(home, site))
    throw new UserError('directory-silent', { path: home, seconds: LOOK_SECONDS });
}

/**
 * The home for a new kernel: `<location>/<name>`, with a number appended if something else uses that path. `removed` are the
 * homes of kernels that can still be brought back to them.
 * @throws UserError `location-unknown`.
 */
export async function chooseHome(
  { name, location }: Pick<Recipe, 'name' | 'location'>,
  site: Pick<Site, 'locations'>,
  kernels: readonly Kernel[],
  removed: readonly string[] = [],
): Promise<string> {
  const first = join(locationOf(site, location).path, name);
  const taken = new Set([...kernels.map(homeOf), ...removed]);
  for (let number = 1; ; number++) {
    const home = number === 1 ? first : `${first}-${number}`;
    if (!taken.has(home) && (await isFree(home, name))) return home;
  }
}

/** Whether the path is missing, empty, or has only leftovers of an earlier kernel of this name. */
async function isFree(home: string, name: string): Promise<boolean> {
  const found = await lstat(home).catch(() => undefined);
  if (!found) return true;
  if (!found.isDirectory()) return false;
  return (await readdir(home)).length === 0 || (await ownerOf(home))?.kernel === name;
}

/** The kernel that a directory was made for; undefined if this app did not make it. */
async function ownerOf(home: string): Promise<Owner | undefined> {
  return tryReadStored(ownerFile(home), ownerFormat);
}

/** Whether a directory is directly in one of the site's locations. */
function isInLocation(home: string, site: Pick<Site, 'locations'>): boolean {
  return locationOfHome(site, home) !== undefined;
}

/**
 * The home of a kernel in which something may be changed. Anyone may have edited kernel.json: the home that it names must
 * be in one of this site's locations and belong to the kernel.
 */
export async function ownHomeOf(
  kernel: Pick<Kernel, 'name' | 'origin'>,
  site: Pick<Site, 'locations'>,
): Promise<string | undefined> {
  const home = homeOf(kernel);
  return home && isInLocation(home, site) && (await isOwn(home, kernel)) ? home : undefined;
}

/** Why nothing in a kernel's home may be changed, in words; undefined if it may, or if there is none. */
export async function homeFault(
  { name, origin }: Pick<Kernel, 'name' | 'origin'>,
  site: Pick<Site, 'locations'>,
): Promise<string | undefined> {
  const home = homeOf({ origin });
  if (!home || (await ownHomeOf({ name, origin }, site))) return undefined;
  const found = await lstat(home).catch(() => undefined);
  if (!found) return undefined;
  const broken = isInLocation(home, site) ? whyNotStored(ownerFile(home), ownerFormat) : undefined;
  return broken === undefined
    ? `\`${home}\` is not the kernel’s directory in one of the site’s locations, and was kept`
    : `\`${home}\` was kept, since its owner file \`${ownerFile(home)}\` cannot be read: ${broken}. \`create-kernel rebuild ${name}\` writes it again`;
}

/** Whether a home still belongs to its kernel: by the kernel's id, or by its name if 0.1.0 made it without an id. */
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
