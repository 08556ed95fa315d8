import { check } from './looks/check.js';
import { diff } from './looks/diff.js';
import { history } from './looks/history.js';
import { verify } from './looks/verify.js';
import { clone } from './makes/clone.js';
import { create } from './makes/create.js';
import { rebuild } from './makes/rebuild.js';
import { update } from './makes/update.js';
import { freeze, thaw } from './moves/freeze.js';
import { pin, unpin } from './moves/pin.js';
import { prune } from './moves/prune.js';
import { remove } from './moves/remove.js';
import { rename } from './moves/rename.js';
import { restore } from './moves/restore.js';
import { rollback } from './moves/rollback.js';
import { setDisplayName } from './moves/set-display-name.js';
import { undo } from './moves/undo.js';
import type { KernelOperation, Operation } from './operation.js';

/**
 * All operations by id, in the order of buttons and help. A new operation is a file in the folder of its effect, and a
 * line here.
 */
export const operations = {
  create,
  check,
  verify,
  update,
  rebuild,
  history,
  diff,
  restore,
  rollback,
  pin,
  unpin,
  prune,
  'set-display-name': setDisplayName,
  rename,
  freeze,
  thaw,
  clone,
  remove,
  undo,
} as const satisfies Record<string, Operation>;

/** The operation that makes a new kernel. It has a separate page and command. */
export const creation = operations.create;

/** The operation that changes a kernel's packages. It has a separate page, and its command is as the others. */
export const updating = operations.update;

/** The operations on an existing kernel. */
export const kernelOperations: Readonly<Record<string, KernelOperation>> = Object.fromEntries(
  Object.values(operations).flatMap((operation) =>
    operation.on === 'nothing' ? [] : [[operation.id, operation]],
  ),
);
