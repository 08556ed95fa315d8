import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { sameKernelName } from '../../../recipe/schema/name.js';
import { exactTime } from '../../../shared/format.js';
import { listKernels } from '../../kernelspec.js';
import { findRemoval, type Removal, readRemoved, removalsOf } from '../../removal/removal.js';
import type { ArgumentMeta } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const schema = z.object({
  removal: z
    .string()
    .optional()
    .describe('which removal, if kernels of this name were removed several times; by default the last one')
    .meta({ value: 'REMOVAL' } satisfies ArgumentMeta),
});

/** Brings a removed kernel back. */
export const undo = {
  id: 'undo',
  on: 'removed',
  effect: 'moves',
  label: 'Undo removal',
  description: 'Brings back a kernel that was removed recently',
  done: 'The kernel is in the launcher again',
  arguments: schema,
  frozen: 'too',
  unreadable: 'too',
  async plan({ name }, { removal: mark }, site) {
    const removal = findRemoval(name, site, mark);
    const { file, moved } = removal;
    const { display_name } = readRemoved(removal);
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
      result: {
        ok: true,
        message: `\`${name}\` is in the launcher again`,
        notes: removalsOf(name, site)
          .filter((each) => each.mark !== removal.mark)
          .map(otherWords),
        details: { removal: removal.mark },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

/** Names the removal, since another kernel of the name may be removed later. */
export function undoCommand({ kernel, mark }: Pick<Removal, 'kernel' | 'mark'>): string {
  return `create-kernel undo ${kernel} --removal ${mark}`;
}

/** How another kernel of the same name comes back. */
export function otherWords({ kernel, mark, removed }: Pick<Removal, 'kernel' | 'mark' | 'removed'>): string {
  const command = undoCommand({ kernel, mark });
  return `Another \`${kernel}\` was removed at ${exactTime(removed)}: once the name is free, \`${command}\` brings that one back`;
}
