/** Which build or operation holds the lock on a kernel's name, as an error that a user can act on. */
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../base/errors.js';
import { locksDirectory, nameLock } from '../builds/build-directory.js';
import { readBuild } from '../builds/builds.js';
import { readHolder } from '../builds/holding/lock.js';
import { hasEnded } from '../shared/builds/build-events.js';
import type { Site } from '../site/site.js';

// How long a build that has ended may hold its name, in milliseconds.
const PATIENCE = 10_000;
const LOOK = 50;

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

/**
 * Waits until a build that has ended gives a name back: its runner tidies up after the end that a page or a command reports.
 * @returns false if something that has not ended holds the name.
 */
export async function isGivenBack(name: string, site: Site): Promise<boolean> {
  const lock = nameLock(locksDirectory(site.data_root), name);
  for (let waited = 0; waited < PATIENCE; waited += LOOK, await setTimeout(LOOK)) {
    const holder = readHolder(lock);
    if (!holder) return true;
    const build = await readBuild(holder.build, site).catch(() => undefined);
    if (!build || !hasEnded(build.state.status)) return false;
  }
  return false;
}

/** What an operation writes into the lock instead of a build's id (operations/perform.ts). */
const MOVE = /^([a-z][a-z-]*)-[0-9a-f]{8}$/;
