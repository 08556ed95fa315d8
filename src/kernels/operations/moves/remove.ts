import { basename, join } from 'node:path';
import * as z from 'zod';
import { stagingsOf } from '../../../builds/holding/clear.js';
import { secretsFile } from '../../../plan/make-plan.js';
import { exactTime, formatSize } from '../../../shared/format.js';
import { stagingsDirectory } from '../../../site/paths.js';
import { measureSpace } from '../../history/space.js';
import { homeFault, homeOf, ownHomeOf } from '../../home.js';
import { isUnreadable } from '../../may-change.js';
import type { MoveAction } from '../../moves/move.js';
import { partsOfHome } from '../../removal/parts-of-home.js';
import { removalFile, removalsOf, removalText } from '../../removal/removal.js';
import { type Trash, trashFor } from '../../removal/trash.js';
import { removalWords } from '../../running/restart-words.js';
import { runningKernels } from '../../running/running-kernels.js';
import type { KernelOperation } from '../operation.js';
import { otherWords, undoCommand } from './undo.js';

const HOUR = 3_600_000;

// Seconds that a person waits for the size; the removal itself takes milliseconds.
const MEASURE = 3;

const schema = z.object({
  now: z.boolean().default(false).describe('delete it at once, so that it cannot be undone'),
});

/** Removes a kernel from the launcher, and deletes its environments when the time to undo that is over. */
export const remove = {
  id: 'remove',
  on: 'ours',
  effect: 'moves',
  label: 'Remove',
  description:
    'Removes the kernel from the launcher, and deletes its environments later, by default after a day. Until then, it can be undone',
  question: (kernel) =>
    isUnreadable(kernel)
      ? `Remove the kernelspec \`${kernel.directory}\` from the launcher? Nothing else is changed.`
      : `Remove “${kernel.display_name}” (${kernel.name}) and its environments? Notebooks are not changed.`,
  warning: removalWords,
  unreadable: 'too',
  removes: true,
  done: 'The kernel and its environments are removed',
  arguments: schema,
  async plan(kernel, { now }, site, mark) {
    const { name, directory, origin } = kernel;
    const home = homeOf(kernel);
    const owned = (await ownHomeOf(kernel, site)) !== undefined;
    const { ours, others } = home && owned ? partsOfHome(home, kernel) : { ours: [], others: [] };
    const trash = trashFor(name, home ?? directory, mark, site);
    // The launcher's entry first: an entry that does not start is worse than an environment without an entry.
    const moved = [
      { from: directory, to: trash.kernelspec },
      ...ours.map((from) => ({ from, to: join(trash.environments, basename(from)) })),
    ];
    const { freed, complete } = await measureSpace([directory, ...ours], { seconds: MEASURE });
    const removed = Date.now();
    const until = removed + (now ? 0 : site.config.retention.undo_hours * HOUR);
    const at_once = until === removed;
    const record = {
      kernel: name,
      ...(origin?.id && { id: origin.id }),
      removed,
      until,
      moved,
      bytes: freed,
    };
    const actions: MoveAction[] = [
      ...(at_once ? [] : [write(removalFile(mark, site), removalText(record))]),
      ...moved.map((each) => ({ kind: 'rename' as const, ...each })),
      ...(home ? [{ kind: 'remove' as const, path: home }] : []),
      ...leftovers(name, site.jupyter_data),
      ...(at_once ? deletion(trash, site.data_root, origin?.id) : []),
    ];
    const size = `${complete ? '' : 'at least '}${formatSize(freed)}`;
    const parts = [
      `Removed \`${name}\``,
      at_once
        ? `${size} are being freed`
        : `${size} are freed after ${exactTime(until).slice(0, 16)}; until then, \`${undoCommand({ kernel: name, mark })}\` brings it back`,
      await homeFault(kernel, site),
      others.length > 0 && `${listed(others)} in \`${home}\` was not made by Create Kernel, and was kept`,
    ];
    return {
      actions,
      result: {
        ok: true,
        message: parts.filter(Boolean).join('; '),
        notes: [
          removalWords(await runningKernels(kernel, site)) ?? [],
          removalsOf(name, site).map(otherWords),
        ].flat(),
        details: {
          ...(!at_once && { removal: mark }),
          freed_now: at_once ? freed : 0,
          freed,
          until,
          kept: others.map((each) => join(home ?? '', each)),
        },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

function write(path: string, text: string): MoveAction {
  return { kind: 'write', path, text };
}

/** What ended builds of the kernel have left. */
function leftovers(name: string, jupyter_data: string): MoveAction[] {
  return stagingsOf(stagingsDirectory(jupyter_data), name).map((path) => ({ kind: 'delete', path }));
}

function deletion(
  { kernelspec, environments }: Trash,
  data_root: string,
  id: string | undefined,
): MoveAction[] {
  return [
    ...(id ? [{ kind: 'remove' as const, path: secretsFile(data_root, id) }] : []),
    { kind: 'delete', path: kernelspec },
    { kind: 'delete', path: environments },
  ];
}

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const shown = names.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${more}`;
}
