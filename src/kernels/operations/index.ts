import { check } from './check.js';
import { create } from './create.js';
import type { KernelOperation, Operation } from './operation.js';
import { rebuild } from './rebuild.js';
import { remove } from './remove.js';

/** What can be done, by id, in the order of buttons and help. A new operation is a file beside this one and a line here. */
export const operations = { create, check, rebuild, remove } as const satisfies Record<string, Operation>;

/** The one that makes a new kernel. It has a page and a command of its own. */
export const creation = operations.create;

/** Those that are done to a kernel. */
export const kernelOperations: Readonly<Record<string, KernelOperation>> = Object.fromEntries(
  Object.values(operations).flatMap((operation) =>
    operation.on === 'nothing' ? [] : [[operation.id, operation]],
  ),
);
