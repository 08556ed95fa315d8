/** Who works on a kernel's name at the moment, told so that a person can see to it. */
import { locksDirectory, nameLock } from '../build/build-directory.js';
import { readHolder } from '../build/lock.js';
import { UserError } from '../errors.js';
import type { Site } from '../site/site.js';

/** The refusal of what another build, or a removal, stands in the way of. `build` where its lock is gone already. */
export function heldError(name: string, { data_root }: Pick<Site, 'data_root'>, build = ''): UserError {
  const lock = nameLock(locksDirectory(data_root), name);
  const holder = readHolder(lock);
  const facts = { name, build: holder?.build ?? build, ...(holder && { host: holder.host, lock }) };
  return new UserError('build-running', facts, 'name');
}
