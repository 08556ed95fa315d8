import * as z from 'zod';
import { parseRecipe } from '../../../recipe/recipe.js';
import { listKernels } from '../../kernelspec.js';
import { checkDisplayName } from '../../requests/checks/clash.js';
import type { ArgumentMeta } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const schema = z.object({
  text: z
    .string()
    .min(1)
    .describe('the name that the launcher shows')
    .meta({ word: { name: 'TEXT' } } satisfies ArgumentMeta),
});

/** Changes what the launcher shows. */
export const setDisplayName = {
  id: 'set-display-name',
  on: 'ours',
  effect: 'moves',
  label: 'Change display name',
  description: 'Changes the name that the launcher shows, at once',
  done: 'The display name is changed. Reload an open Jupyter page to see it',
  begins_with: ({ display_name }) => ({ text: display_name }),
  arguments: schema,
  async plan({ name, directory }, { text }, site) {
    const { display_name } = parseRecipe({ name, display_name: text });
    const others = (await listKernels(site)).filter((each) => each.directory !== directory);
    checkDisplayName(display_name || name, others);
    return {
      actions: [{ kind: 'describe', directory, facts: { display_name: display_name || name } }],
      result: { ok: true, message: `The launcher shows \`${name}\` as “${display_name || name}”` },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;
