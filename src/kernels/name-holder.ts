/** Which build or operation holds the lock on a kernel's name, as an error that a user can act on. */
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
  const operation = MOVE.exec(holder.build)?.[1];
  return operation
    ? new UserError('kernel-being-changed', { ...place, operation }, 'name')
    : new UserError('build-running', { ...place, build: holder.build }, 'name');
}

/** What an operation writes into the lock instead of a build's id (operations/perform.ts). */
const MOVE = /^([a-z][a-z-]*)-[0-9a-f]{8}$/;
