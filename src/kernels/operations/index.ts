import { check } from './check.js';
import { clone } from './clone.js';
import { create } from './create.js';
import { diff } from './diff.js';
import { freeze } from './freeze.js';
import { history } from './history.js';
import type { KernelOperation, Operation } from './operation.js';
import { pin } from './pin.js';
import { prune } from './prune.js';
import { rebuild } from './rebuild.js';
import { remove } from './remove.js';
import { rename } from './rename.js';
import { rollback } from './rollback.js';
import { setDisplayName } from './set-display-name.js';
import { thaw } from './thaw.js';
import { undo } from './undo.js';
import { unpin } from './unpin.js';
import { update } from './update.js';
import { verify } from './verify.js';

/** All operations by id, in the order of buttons and help. A new operation is a file in this folder and a line here. */
export const operations = {
  create,
  check,
  verify,
  update,
  rebuild,
  history,
  diff,
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
