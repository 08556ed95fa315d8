/** Whether the environment is where its kernel expects it. */
import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../../base/files.js';
import { tryReadStored } from '../../../base/stored.js';
import { recordFile } from '../../../builds/holding/clear.js';
import { ownerFormat } from '../../../builds/holding/own-places.js';
import { ownerFile } from '../../../steps/plan.js';
import { homeOf } from '../../home.js';
import { type HealthCheck, rebuildIt } from '../check.js';
import type { HealthSite } from '../subject.js';

export const checkEnvironment: HealthCheck = ({ kernel, made, site }) => {
  if (!made) return undefined;
  const { prefix, id } = made.origin;
  if (existsSync(prefix)) return undefined;
  if (isForbidden(prefix))
    return {
      state: 'environment-missing',
      message: `You have no permission to open a directory above its environment \`${prefix}\``,
      hint: 'Ask the owner of that directory. Or create the kernel again in another location, and remove this one',
    };
  const home = homeOf(kernel) ?? dirname(prefix);
  const moved = id && findHome(id, home, site);
  const found = moved && join(moved, basename(prefix));
  if (found && existsSync(recordFile(found)))
    return {
      state: 'environment-moved',
      message: `Its environment is in \`${found}\` now. Environments contain their path, so it works only in \`${prefix}\``,
      hint: `Move \`${moved}\` back to \`${home}\`, or rebuild the kernel`,
      fix: 'rebuild',
    };
  return { state: 'environment-missing', message: `Its environment \`${prefix}\` is gone`, ...rebuildIt };
};

/** Whether it cannot be known what is there. */
function isForbidden(path: string): boolean {
  try {
    lstatSync(path, { throwIfNoEntry: false });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

// Homes of kernels in one directory; more are not searched.
const MOST_HOMES = 1000;

/** The home of the kernel with this id, in the site's locations and beside the old one. */
function findHome(
  id: string,
  home: string,
  { locations }: Pick<HealthSite, 'locations'>,
): string | undefined {
  const places = new Set([
    dirname(home),
    ...locations.filter(({ silent }) => !silent).map(({ path }) => path),
  ]);
  const homes = [...places].flatMap((place) =>
    namesInDirectory(place)
      .slice(0, MOST_HOMES)
      .map((name) => join(place, name)),
  );
  return homes.find((path) => path !== home && tryReadStored(ownerFile(path), ownerFormat)?.id === id);
}
