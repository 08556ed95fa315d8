import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import { minorVersion } from '../../base/version.js';
import { withSecrets } from '../../builds/secret-values.js';
import { languageOf } from '../../languages/index.js';
import { lockFiles } from '../../managers/manager.js';
import type { LockedEnvironment } from '../../plan/context.js';
import { parseStoredRecipe, type Recipe } from '../../recipe/recipe.js';
import { readReport } from '../generation.js';
import type { Kernel, Origin } from '../kernelspec.js';
import { secretsOfKernel } from '../secrets-of-kernel.js';
import type { KernelOperation } from './operation.js';

/** Builds the kernel's environment again, with exactly the packages of its lock. */
export const rebuild = {
  id: 'rebuild',
  on: 'ours',
  effect: 'makes',
  label: 'Rebuild',
  description: 'Builds the environment again from its lock, verifies it, and replaces the old one',
  question: ({ name, display_name }) =>
    `Rebuild “${display_name}” (${name}) with exactly the versions of its lock? The kernel works as before until the new environment is verified.`,
  arguments: z.object({}),
  async request(kernel, _, site) {
    const origin = originOf(kernel);
    const kept: Recipe = { ...parseStoredRecipe(origin.recipe), name: kernel.name };
    const recipe = withSecrets(kept, await secretsOfKernel(kernel, site));
    return { operation: 'rebuild', recipe, onto: kernel, locked: await readLocked(kernel, recipe) };
  },
} as const satisfies KernelOperation;

/** @throws UserError `lock-missing`. */
async function readLocked(kernel: Kernel, recipe: Recipe): Promise<LockedEnvironment> {
  const { prefix, manager } = originOf(kernel);
  const read = (name: string) =>
    readFile(join(prefix, '.create_kernel', name), 'utf8').catch(() => undefined);
  const [lock, pip_lock] = await Promise.all([read(lockFiles.lock), read(lockFiles.pip_lock)]);
  if (lock === undefined) throw new UserError('lock-missing', { name: kernel.name, path: prefix }, 'name');
  // If a language has no versions to choose from, the environment has none either.
  const found = languageOf(recipe).versions.length > 0 && readReport(prefix)?.kernel.language_version;
  const language_version = minorVersion(found || recipe.language_version);
  return { manager, language_version, lock, ...(pip_lock && { pip_lock }) };
}

function originOf({ name, origin }: Kernel): Origin {
  if (origin) return origin;
  throw new UserError('kernel-unknown', { name }, 'name');
}
