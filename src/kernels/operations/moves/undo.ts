import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { sameKernelName } from '../../../recipe/schema/name.js';
import { listKernels } from '../../kernelspec.js';
import { findRemoval } from '../../removal/removal.js';
import type { KernelOperation } from '../operation.js';

/** Brings a removed kernel back. */
export const undo = {
  id: 'undo',
  on: 'removed',
  effect: 'moves',
  label: 'Undo removal',
  description: 'Brings a kernel back that was removed a short time ago',
  done: 'The kernel is in the launcher again',
  arguments: z.object({}),
  frozen: 'too',
  unreadable: 'too',
  async plan({ name, display_name }, _, site) {
    const { file, moved } = findRemoval(name, site);
    const kernels = await listKernels(site);
    const twin = kernels.find(
      (each) => sameKernelName(each.name, name) || each.display_name === display_name,
    );
    if (twin) throw new UserError('undo-name-taken', { name, by: twin.name, path: twin.directory }, 'name');
    const taken = moved.find(({ from }) => lstatSync(from, { throwIfNoEntry: false }));
    if (taken) throw new UserError('undo-path-taken', { name, path: taken.from }, 'name');
    // The launcher's entry last: what it names has to be there.
    const back = [...moved].reverse();
    const trash = [...new Set(moved.slice(1).map(({ to }) => dirname(to)))];
    return {
      actions: [
        ...back.map(({ from, to }) => ({ kind: 'rename' as const, from: to, to: from })),
        { kind: 'remove', path: file },
        ...trash.map((path) => ({ kind: 'remove' as const, path })),
      ],
      result: { ok: true, message: `\`${name}\` is in the launcher again` },
    };
  },
} as const satisfies KernelOperation;
