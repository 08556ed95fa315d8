import type { KernelAction } from './action.js';
import { check } from './check.js';
import { remove } from './remove.js';

/** What can be done to a kernel, by id. A new action is a file beside this one and a line here. */
export const kernelActions: Readonly<Record<string, KernelAction>> = { check, remove };
