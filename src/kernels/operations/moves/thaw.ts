import * as z from 'zod';
import { listGenerations } from '../../history/generations.js';
import { ownHomeOf } from '../../home.js';
import type { KernelOperation } from '../operation.js';
import { protection } from './freeze.js';

/** Allows changes of a frozen kernel again. */
export const thaw = {
  id: 'thaw',
  on: 'ours',
  effect: 'moves',
  label: 'Thaw',
  description: 'Allows changes of a frozen kernel again',
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
