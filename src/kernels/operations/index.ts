import { check } from './check.js';
import { clone } from './clone.js';
import { create } from './create.js';
import type { KernelOperation, Operation } from './operation.js';
import { rebuild } from './rebuild.js';
import { remove } from './remove.js';
import { rollback } from './rollback.js';
import { undo } from './undo.js';
import { update } from './update.js';

/** All operations by id, in the order of buttons and help. A new operation is a file in this folder and a line here. */
export const operations = {
  create,
  check,
  update,
  rebuild,
  rollback,
  clone,
  remove,
  undo,
} as const satisfies Record<string, Operation>;

/** The operation that makes a new kernel. It has a separate page and command. */
export const creation = operations.create;

/** The operations on an existing kernel. */
export const kernelOperations: Readonly<Record<string, KernelOperation>> = Object.fromEntries(
  Object.values(operations).flatMap((operation) =>
    operation.on === 'nothing' ? [] : [[operation.id, operation]],
  ),
);
