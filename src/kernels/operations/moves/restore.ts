import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { secretsFile } from '../../../plan/make-plan.js';
import { changedSpec } from '../../health/changed-spec.js';
import { findKeptKernel, keptIn } from '../../history/kept-kernel.js';
import type { Kernel } from '../../kernelspec.js';
import { isUnreadable } from '../../may-change.js';
import { trashFor } from '../../removal/trash.js';
import type { KernelOperation } from '../operation.js';

/** Writes a kernelspec again that was damaged or changed, from the copy that its environment keeps. */
export const restore = {
  id: 'restore',
  on: 'ours',
  effect: 'moves',
  label: 'Restore',
  description: 'Writes a damaged or changed kernelspec again, from the copy in its environment',
  unreadable: 'too',
  offered: (kernel, site) =>
    isUnreadable(kernel)
      ? findKeptKernel(kernel.name, site) !== undefined
      : changedSpec(kernel) !== undefined,
  done: 'The kernelspec is restored',
  arguments: z.object({}),
  async plan(kernel: Kernel, _, site, mark) {
    const { name, directory, origin } = kernel;
    const kept = origin ? keptIn(origin.prefix, name) : findKeptKernel(name, site);
    if (!kept) throw new UserError('nothing-to-restore', { name }, 'name');
    const { id, prefix, generation, frozen } = kept.origin;
    const { display_name } = origin ? kernel : kept;
    // What is there may be anything, such as a link that leads in a circle.
    const { kernelspec: aside } = trashFor(name, directory, mark, site);
    return {
      actions: [
        { kind: 'rename', from: directory, to: aside },
        {
          kind: 'publish',
          ...{ prefix, to: directory, facts: { name, display_name, ...(frozen && { frozen }) } },
          ...(id && { secrets: secretsFile(site.data_root, id) }),
        },
        { kind: 'delete', path: aside },
      ],
      result: {
        ok: true,
        message: `The kernelspec of \`${name}\` is as generation ${generation} keeps it`,
        details: { generation },
      },
    };
  },
} as const satisfies KernelOperation;
