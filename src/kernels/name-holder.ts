/** Who works on a kernel's name at the moment, told so that a person can see to it. */
import { UserError } from '../base/errors.js';
import { locksDirectory, nameLock } from '../builds/build-directory.js';
import { readHolder } from '../builds/holding/lock.js';
import type { Site } from '../site/site.js';

/** The refusal of what another build, or a removal, stands in the way of. `build` where its lock is gone already. */
export function heldError(name: string, { data_root }: Pick<Site, 'data_root'>, build = ''): UserError {
  const lock = nameLock(locksDirectory(data_root), name);
  const holder = readHolder(lock);
  if (!holder) return new UserError('build-running', { name, build }, 'name');
  const place = { name, host: holder.host, lock };
  return isRemoval(holder.build)
    ? new UserError('kernel-being-removed', place, 'name')
    : new UserError('build-running', { ...place, build: holder.build }, 'name');
}

/** What a removal writes into the lock in a build's place (operations/perform.ts). */
function isRemoval(build: string): boolean {
  return build.startsWith('remove-');
}
