import * as z from 'zod';
import type { EquippedSite } from '../../../site/site.js';
import { listGenerations } from '../../history/generations.js';
import { homeFault, ownHomeOf } from '../../home.js';
import type { Kernel } from '../../kernelspec.js';
import type { MoveAction } from '../../moves/move.js';
import type { KernelOperation } from '../operation.js';

/** Protects a kernel from changes. */
export const freeze = {
  id: 'freeze',
  on: 'ours',
  effect: 'moves',
  label: 'Freeze',
  description: 'Protects the kernel from changes, including those by `pip` in a notebook',
  frozen: 'too',
  offered: ({ origin }) => origin?.frozen === undefined,
  done: 'The kernel is frozen. It can be cloned, and thawed',
  arguments: z.object({}),
  async plan(kernel, _, site) {
    const { name, directory, origin } = kernel;
    const since = origin?.frozen ?? new Date().toISOString();
    const fault = await homeFault(kernel, site);
    return {
      // The guard first: nothing else must change the kernel while its directories are protected.
      actions: [
        { kind: 'describe', directory, facts: { frozen: since } },
        ...(await protection(kernel, site, false)),
      ],
      result: {
        ok: true,
        message: `\`${name}\` is frozen: \`create-kernel clone ${name} NEW\` makes a copy that can be changed, and \`create-kernel thaw ${name}\` allows changes again`,
        ...(fault && { notes: [`Its directories are not read-only. ${fault}`] }),
      },
    };
  },
} as const satisfies KernelOperation;

/** Of its generations' directories. Files are not changed: they may be hard links of a package cache, or of another kernel. */
async function protection(kernel: Kernel, site: EquippedSite, writable: boolean): Promise<MoveAction[]> {
  if (!(await ownHomeOf(kernel, site))) return [];
  return listGenerations(kernel).map(({ prefix }) => ({ kind: 'protect', prefix, writable }));
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
    return {
      // The guard last.
      actions: [
        ...(await protection(kernel, site, true)),
        { kind: 'describe', directory, facts: { frozen: '' } },
      ],
      result: { ok: true, message: `\`${name}\` can be changed again` },
    };
  },
} as const satisfies KernelOperation;
