import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { usesOf } from '../../../builds/holding/processes/use.js';
import { count, formatSize } from '../../../shared/format.js';
import { listGenerations } from '../../history/generations.js';
import { keptWords, sortGenerations } from '../../history/prune-rule.js';
import { measureSpace } from '../../history/space.js';
import { homeFault, ownHomeOf } from '../../home.js';
import type { MoveAction } from '../../moves/move.js';
import type { KernelOperation } from '../operation.js';

// Seconds that a person waits for the size.
const MEASURE = 10;

const schema = z.object({
  keep: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('how many of the newest others to keep; by default, what the site keeps'),
});

/** Deletes old generations. */
export const prune = {
  id: 'prune',
  on: 'ours',
  effect: 'moves',
  label: 'Prune',
  description:
    'Deletes old generations: all except the published one, pinned ones, those in use, and the newest others',
  question: ({ display_name, name }) => `Delete old generations of “${display_name}” (${name})?`,
  offered: (kernel) => listGenerations(kernel).length > 1,
  removes: true,
  done: 'The old generations are being deleted',
  arguments: schema,
  async plan(kernel, { keep }, site, mark) {
    const home = await ownHomeOf(kernel, site);
    const fault = await homeFault(kernel, site);
    const generations = home ? listGenerations(kernel) : [];
    const uses = await usesOf(
      generations.map(({ prefix }) => prefix),
      site,
    );
    const others = keep ?? site.config.retention.generations - 1;
    const { pruned, kept } = sortGenerations(generations, uses, others);
    const { freed } = await measureSpace(
      pruned.map(({ prefix }) => prefix),
      { seconds: MEASURE },
    );
    const trash = join(dirname(home ?? ''), `.${mark}`);
    const moves: MoveAction[] = pruned.map(({ prefix }) => ({
      kind: 'rename',
      from: prefix,
      to: join(trash, basename(prefix)),
    }));
    const numbers = pruned.map(({ number }) => number);
    return {
      actions: pruned.length > 0 ? [...moves, { kind: 'delete', path: trash }] : [],
      result: {
        ok: true,
        message:
          pruned.length > 0
            ? `Deleted ${count(numbers.length, 'generation')} of \`${kernel.name}\` (${numbers.join(', ')}); ${formatSize(freed)} are being freed`
            : `\`${kernel.name}\` has no generation to delete`,
        notes: [
          ...(fault ? [fault] : []),
          ...kept.map(
            ({ generation, because }) => `Generation ${generation.number} is kept: ${keptWords[because]}`,
          ),
        ],
        details: {
          pruned: numbers,
          freed,
          kept: kept.map(({ generation, because }) => ({ number: generation.number, because })),
        },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;
