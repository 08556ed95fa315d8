/** Whether the published kernel.json starts the same as the copy that its generation keeps. */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { readableRecipe } from '../../recipe/recipe.js';
import type { Kernel } from '../kernelspec.js';
import { keptKernelspec } from '../moves/kernelspec-file.js';

const noRecipe = { create_kernel: { recipe: undefined } };

const specFormat = {
  number: 0,
  schema: z.object({
    argv: z.array(z.string()),
    env: z._default(z.record(z.string(), z.string()), {}),
    metadata: z.catch(z.object({ create_kernel: z.object({ recipe: z.unknown() }) }), noRecipe),
  }),
} satisfies StoredFormat;

// A rename changes it, in the launcher's kernelspec alone.
const MAY_DIFFER = 'CREATE_KERNEL_NAME';

/** What `changedSpec` gives for a recipe that can no longer be read. */
export const RECIPE = 'metadata.create_kernel.recipe';

/** The part of kernel.json that is another one than in the generation's copy. */
export function changedSpec({ argv, variables, origin }: Kernel): string | undefined {
  if (!origin) return undefined;
  const { prefix } = origin;
  const kept = tryReadStored(join(keptKernelspec(prefix), 'kernel.json'), specFormat);
  if (!kept) return undefined;
  if (argv.join('\0') !== kept.argv.join('\0')) return 'argv';
  const names = new Set([...Object.keys(variables), ...Object.keys(kept.env)]);
  const changed = [...names].find(
    (name) => name !== MAY_DIFFER && variables[name] !== kept.env[name] && !isSecret(kept.env[name]),
  );
  if (changed) return `env.${changed}`;
  const { recipe } = kept.metadata.create_kernel;
  return isBroken(origin.recipe, recipe) ? RECIPE : undefined;
}

/** Whether a recipe can no longer be read. Most are the same, and reading each would take most of the time of a list. */
function isBroken(recipe: unknown, kept: unknown): boolean {
  if (JSON.stringify(recipe) === JSON.stringify(kept)) return false;
  return canRead(kept) && !canRead(recipe);
}

function canRead(recipe: unknown): boolean {
  return readableRecipe(recipe, '').errors.length === 0;
}

/** Its value is filled in when the kernel is published. */
function isSecret(value = ''): boolean {
  return /^\$\{secret:\w+\}$/.test(value);
}
