/** Whether the environment is where its kernel expects it. */
import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesInDirectory } from '../../../base/files.js';
import { recordFile } from '../../../builds/holding/clear.js';
import { answeringLocations, findHomes } from '../../find-home.js';
import { homeOf } from '../../home.js';
import type { Origin } from '../../kernelspec.js';
import { type HealthCheck, rebuildIt } from '../check.js';
import { namesGeneration } from '../record-problem.js';
import type { HealthSite } from '../subject.js';

export const checkEnvironment: HealthCheck = ({ kernel, made, site }) => {
  if (!made) return undefined;
  const { prefix } = made.origin;
  if (existsSync(prefix)) return undefined;
  if (isForbidden(prefix))
    return {
      state: 'environment-missing',
      message: `You have no permission to open a directory above its environment \`${prefix}\``,
      hint: 'Ask the owner of that directory. Or create the kernel again in another location, and remove this one',
    };
  const home = homeOf(kernel) ?? dirname(prefix);
  const moved = movedTo(made.origin, home, site);
  if (moved)
    return {
      state: 'environment-moved',
      message: `Its environment is in \`${moved.prefix}\` now. Environments contain their path, so it works only in \`${prefix}\``,
      hint: `Move \`${moved.from}\` back to \`${moved.to}\`, or rebuild the kernel`,
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

interface Moved {
  /** Where the environment is. */
  prefix: string;
  /** What was moved. */
  from: string;
  to: string;
}

/** Its home, in the site's locations or beside the old place; or itself, in its home or beside that. */
function movedTo(
  origin: Origin,
  home: string,
  { locations }: Pick<HealthSite, 'locations'>,
): Moved | undefined {
  const { id, prefix } = origin;
  if (!id) return undefined;
  const [moved] = findHomes([dirname(home), ...answeringLocations(locations)], (owner) => owner.id === id);
  const inHome = moved && moved !== home && join(moved, basename(prefix));
  if (inHome && existsSync(recordFile(inHome))) return { prefix: inHome, from: moved, to: home };
  const beside = [home, dirname(home)].flatMap((place) =>
    namesInDirectory(place).map((name) => join(place, name)),
  );
  const found = beside.find((path) => namesGeneration(path, origin));
  return found === undefined ? undefined : { prefix: found, from: found, to: prefix };
}
