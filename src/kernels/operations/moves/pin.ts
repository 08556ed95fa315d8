import * as z from 'zod';
import { pinFile } from '../../../builds/holding/clear.js';
import { chooseGeneration } from '../../history/choose-generation.js';
import { generationNumber } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const schema = z.object({
  generation: generationNumber('the number of the generation; by default, the published one'),
});

/** Keeps a generation from being pruned. */
export const pin = {
  id: 'pin',
  on: 'ours',
  effect: 'moves',
  label: 'Pin',
  description: 'Keeps a generation until it is unpinned, even if it is old',
  on_page: 'generation',
  for_generation: ({ pinned }) => !pinned,
  done: 'The generation is pinned',
  arguments: schema,
  async plan(kernel, { generation }) {
    const { number, prefix, pinned } = chooseGeneration(kernel, generation);
    return {
      actions: pinned ? [] : [{ kind: 'write', path: pinFile(prefix), text: '' }],
      result: {
        ok: true,
        message: `Generation ${number} of \`${kernel.name}\` is pinned`,
        details: { generation: number },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

/** Lets a generation be pruned again. */
export const unpin = {
  id: 'unpin',
  on: 'ours',
  effect: 'moves',
  label: 'Unpin',
  description: 'Unpins a generation, so that it can be deleted when it is old',
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
