import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { languageOf } from '../../../languages/index.js';
import { secretsFile } from '../../../plan/make-plan.js';
import { chooseGeneration, generationBefore } from '../../history/choose-generation.js';
import type { Generation } from '../../history/generations.js';
import { type Kernel, readKernel } from '../../kernelspec.js';
import { keptKernelspec } from '../../moves/kernelspec-file.js';
import { restartWords } from '../../running/restart-words.js';
import { runningKernels } from '../../running/running-kernels.js';
import { startProblem } from '../../starting/start-problem.js';
import { recipeOf } from '../../stored-recipe.js';
import { generationNumber } from '../arguments.js';
import type { KernelOperation } from '../operation.js';

const schema = z.object({
  generation: generationNumber('the number of the generation; by default, the one before the published one'),
});

/** Publishes the kernelspec of another generation again. */
export const rollback = {
  id: 'rollback',
  on: 'ours',
  effect: 'moves',
  label: 'Roll back',
  description: 'Publishes an older generation again, at once',
  done: 'The launcher starts the other generation',
  on_page: 'generation',
  for_generation: ({ published }) => !published,
  arguments: schema,
  async plan(kernel, { generation: number }, { data_root, jupyter_data }) {
    const target = number === undefined ? generationBefore(kernel) : chooseGeneration(kernel, number);
    if (target.published)
      throw new UserError('generation-published', { name: kernel.name, number: target.number });
    const reason = whyNot(target, kernel);
    if (reason)
      throw new UserError('generation-incomplete', { name: kernel.name, number: target.number, reason });
    const { name, display_name, directory, origin } = kernel;
    return {
      actions: [
        {
          kind: 'publish',
          prefix: target.prefix,
          to: directory,
          ...(origin?.id && { secrets: secretsFile(data_root, origin.id) }),
          facts: { name, display_name },
        },
      ],
      result: {
        ok: true,
        message: `The launcher now starts generation ${target.number} of \`${name}\``,
        notes: [restartWords(await runningKernels(kernel, { jupyter_data }), target.number)],
        details: { generation: target.number, before: origin?.generation },
      },
    };
  },
} as const satisfies KernelOperation<z.output<typeof schema>>;

/** Why the generation would not start, as far as its files tell. */
function whyNot({ prefix }: Generation, kernel: Kernel): string | undefined {
  const spec = join(keptKernelspec(prefix), 'kernel.json');
  if (!existsSync(spec)) return `\`${spec}\` is gone`;
  const { unreadable } = readKernel(kernel.name, keptKernelspec(prefix), false) ?? {};
  if (unreadable) return `\`${spec}\` cannot be read, because ${unreadable}`;
  return startProblem({ prefix }, languageOf(recipeOf(kernel).recipe));
}
