/**
 * The record of a move: written before its first action and removed after its last, so that the next process finishes
 * what a killed one has begun.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { asWriteError, namesInDirectory, writeFileAtomicSync } from '../../base/files.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import { locksDirectory, nameLock } from '../../builds/build-directory.js';
import { type Holder, RENEWAL, releaseLock, renewLock, takeLock } from '../../builds/holding/lock.js';
import type { Site } from '../../site/site.js';
import { actionSchema, type MoveAction } from './move.js';
import { checkPermissions } from './permissions.js';
import { checkRoom, placeOf } from './room.js';
import { runAction } from './run-actions.js';

const recordFormat = {
  number: 1,
  schema: z.object({
    /** The names of kernels that it changes. */
    names: z.array(z.string()),
    actions: z.array(actionSchema),
  }),
} satisfies StoredFormat;

type MoveSite = Pick<Site, 'data_root'>;

/**
 * Does the actions of a move. `mark` identifies it.
 * @throws UserError if it may not do all of them, or there is no room for what it writes, or the first action fails; then
 * nothing was changed. If another action fails, a later process finishes the move.
 */
export function runMove(
  mark: string,
  { names, actions }: { names: readonly string[]; actions: readonly MoveAction[] },
  { data_root }: MoveSite,
): void {
  const record = recordOf(mark, data_root);
  const begun = existsSync(record);
  checkPermissions(actions);
  checkRoom(actions);
  try {
    // A single action is done or not.
    if (actions.length > 1)
      writeFileAtomicSync(
        record,
        storedText(recordFormat, { names: [...names], actions: [...actions] }),
        0o600,
      );
  } catch (error) {
    throw asWriteError(error, data_root);
  }
  for (const action of actions) {
    try {
      runAction(action);
    } catch (error) {
      if (action === actions[0] && !begun) rmSync(record, { force: true });
      throw asWriteError(error, placeOf(action));
    }
  }
  rmSync(record, { force: true });
}

/**
 * Finishes the moves of processes that were killed. One of a process that lives is left alone.
 * @throws UserError if a move of the kernel `name` cannot be finished, as on a full disk.
 */
export async function finishMoves({ data_root }: MoveSite, name?: string): Promise<void> {
  for (const { mark, names } of unfinishedMoves({ data_root })) {
    try {
      await holdingNames(names, mark, { data_root }, async () => {
        // Another process may have finished it in the meantime.
        const found = tryReadStored(recordOf(mark, data_root), recordFormat);
        if (found) runMove(mark, found, { data_root });
      });
    } catch (error) {
      if (name !== undefined && names.includes(name)) throw error;
    }
  }
}

/** The moves that were begun and have not ended. */
export function unfinishedMoves({ data_root }: MoveSite): { mark: string; names: string[] }[] {
  return namesInDirectory(join(data_root, 'moves')).flatMap((file) => {
    const mark = /^(.*)\.json$/.exec(file)?.[1];
    const found = mark && tryReadStored(recordOf(mark, data_root), recordFormat);
    return found ? [{ mark, names: found.names }] : [];
  });
}

/** Holds the locks of all names while `change` runs. Returns the name that another process holds, if there is one. */
export async function holdingNames(
  names: readonly string[],
  mark: string,
  { data_root }: MoveSite,
  change: () => Promise<void>,
): Promise<string | undefined> {
  const locks = [...new Set(names.map((name) => nameLock(locksDirectory(data_root), name)))];
  const taken: string[] = [];
  const renewal = setInterval(() => {
    for (const lock of taken) renewLock(lock, mark);
  }, RENEWAL);
  try {
    for (const lock of locks) {
      if (await take(lock, mark, data_root)) return names[locks.indexOf(lock)];
      taken.push(lock);
    }
    await change();
    return undefined;
  } finally {
    clearInterval(renewal);
    for (const lock of taken) releaseLock(lock, mark);
  }
}

async function take(lock: string, mark: string, data_root: string): Promise<Holder | undefined> {
  try {
    return await takeLock(lock, mark);
  } catch (error) {
    throw asWriteError(error, data_root);
  }
}

function recordOf(mark: string, data_root: string): string {
  return join(data_root, 'moves', `${mark}.json`);
}
