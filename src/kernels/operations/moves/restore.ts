import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { secretsFile } from '../../../plan/make-plan.js';
import { lockFaultOf, lockFaultWords } from '../../built-environment.js';
import { changedSpec } from '../../health/changed-spec.js';
import { findKeptKernel, keptIn } from '../../history/kept-kernel.js';
import type { Kernel } from '../../kernelspec.js';
import { isUnreadable } from '../../may-change.js';
import type { MoveAction } from '../../moves/move.js';
import { trashFor } from '../../removal/trash.js';
import type { KernelOperation } from '../operation.js';

/** Writes a kernelspec again that was damaged, changed or deleted, from the copy that its environment keeps. */
export const restore = {
  id: 'restore',
  on: 'ours',
  effect: 'moves',
  label: 'Restore',
  description: 'Writes a damaged, changed or missing kernelspec again, from the copy in its environment',
  unreadable: 'or gone',
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
    const fault = lockFaultOf(prefix);
    const { kernelspec: aside } = trashFor(name, directory, mark, site);
    const publish: MoveAction = {
      kind: 'publish',
      ...{ prefix, to: directory, facts: { name, display_name, ...(frozen && { frozen }) } },
      ...(id && { secrets: secretsFile(site.data_root, id) }),
    };
    return {
      actions: isReplaceable(directory)
        ? [publish]
        : [
            { kind: 'rename', from: directory, to: aside, replaced: true },
            publish,
            { kind: 'delete', path: aside },
          ],
      result: {
        ok: true,
        message: `The kernelspec of \`${name}\` is as generation ${generation} keeps it`,
        notes: fault ? [lockFaultWords(`\`${name}\``, fault)] : [],
        details: { generation },
      },
    };
  },
} as const satisfies KernelOperation;

/**
 * Whether kernel.json can be replaced where it is, so that the launcher has the kernel at any time, if it starts. What is
 * there may be anything else, such as a link that leads in a circle.
 */
function isReplaceable(directory: string): boolean {
  const isDirectory = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory();
  try {
    return (isDirectory(directory) ?? true) && !isDirectory(join(directory, 'kernel.json'));
  } catch {
    // The directory may not be looked into.
    return false;
  }
}
