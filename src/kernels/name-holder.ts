/** Which build or removal holds the lock on a kernel's name, as an error that a user can act on. */
import { UserError } from '../base/errors.js';
import { locksDirectory, nameLock } from '../builds/build-directory.js';
import { readHolder } from '../builds/holding/lock.js';
import type { Site } from '../site/site.js';

/** The error for a name that is held. `build` is the build that held it, in case its lock is gone already. */
export function heldError(name: string, { data_root }: Pick<Site, 'data_root'>, build = ''): UserError {
  const lock = nameLock(locksDirectory(data_root), name);
  const holder = readHolder(lock);
  if (!holder) return new UserError('build-running', { name, build }, 'name');
  const place = { name, host: holder.host, lock };
  return isRemoval(holder.build)
    ? new UserError('kernel-being-removed', place, 'name')
    : new UserError('build-running', { ...place, build: holder.build }, 'name');
}

/** A removal writes its mark into the lock instead of a build's id (operations/perform.ts). */
function isRemoval(build: string): boolean {
  return build.startsWith('remove-');
}
