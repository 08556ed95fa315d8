import * as z from 'zod';
import { listGenerations } from '../../history/generations.js';
import { ownHomeOf } from '../../home.js';
import type { MoveAction } from '../../moves/move.js';
import type { KernelOperation } from '../operation.js';

/** Protects a kernel from changes. */
export const freeze = {
  id: 'freeze',
  on: 'ours',
  effect: 'moves',
  label: 'Freeze',
  description: 'Protects the kernel from changes, also by `pip` in a notebook',
  frozen: 'too',
  offered: ({ origin }) => origin?.frozen === undefined,
  done: 'The kernel is frozen. It can be cloned, and thawed',
  arguments: z.object({}),
  async plan(kernel, _, site) {
    const { name, directory, origin } = kernel;
    const since = origin?.frozen ?? new Date().toISOString();
    const prefixes = (await ownHomeOf(kernel, site))
      ? listGenerations(kernel).map(({ prefix }) => prefix)
      : [];
    return {
      // The guard first: nothing else must change the kernel while its directories are protected.
      actions: [{ kind: 'describe', directory, facts: { frozen: since } }, ...protection(prefixes, false)],
      result: {
        ok: true,
        message: `\`${name}\` is frozen: \`create-kernel clone ${name} NEW\` makes a copy that can be changed, and \`create-kernel thaw ${name}\` allows changes again`,
      },
    };
  },
} as const satisfies KernelOperation;

/** Files are not changed: they may be hard links of a package cache, or of another kernel. */
export function protection(prefixes: readonly string[], writable: boolean): MoveAction[] {
  return prefixes.map((prefix) => ({ kind: 'protect', prefix, writable }));
}

/** Allows changes to a frozen kernel again. */
export const thaw = {
  id: 'thaw',
  on: 'ours',
  effect: 'moves',
  label: 'Thaw',
  description: 'Allows changes to a frozen kernel again',
  frozen: 'too',
  offered: ({ origin }) => origin?.frozen !== undefined,
  done: 'The kernel can be changed again',
  arguments: z.object({}),
  async plan(kernel, _, site) {
    const { name, directory } = kernel;
    const prefixes = (await ownHomeOf(kernel, site))
      ? listGenerations(kernel).map(({ prefix }) => prefix)
      : [];
    return {
      // The guard last.
      actions: [...protection(prefixes, true), { kind: 'describe', directory, facts: { frozen: '' } }],
      result: { ok: true, message: `\`${name}\` can be changed again` },
    };
  },
} as const satisfies KernelOperation;
