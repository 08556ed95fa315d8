import type * as z from 'zod';
import { pinFile } from '../../../builds/holding/clear.js';
import { chooseGeneration } from '../../history/choose-generation.js';
import type { KernelOperation } from '../operation.js';
import { pin } from './pin.js';

/** Lets a generation be pruned again. */
export const unpin = {
  id: 'unpin',
  on: 'ours',
  effect: 'moves',
  label: 'Unpin',
  description: 'Lets a pinned generation be removed again when it is old',
  on_page: 'generation',
  for_generation: ({ pinned }) => pinned,
  done: 'The generation is not pinned',
  arguments: pin.arguments,
  async plan(kernel, { generation }) {
    const { number, prefix } = chooseGeneration(kernel, generation);
    return {
      actions: [{ kind: 'remove', path: pinFile(prefix) }],
      result: {
        ok: true,
        message: `Generation ${number} of \`${kernel.name}\` is not pinned`,
        details: { generation: number },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof pin.arguments>>;
