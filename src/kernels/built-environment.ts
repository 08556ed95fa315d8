/** What a kernel's published generation was made from: its recipe and its lock. */
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { readRegularFile, whyNotRead } from '../base/stored.js';
import { minorVersion } from '../base/version.js';
import { withSecrets } from '../builds/secret-values.js';
import { languageOf } from '../languages/index.js';
import { type Locked, lockFiles } from '../managers/manager.js';
import type { LockedEnvironment } from '../plan/context.js';
import { keptDirectory } from '../plan/kernel/publish-steps.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Site } from '../site/site.js';
import { readReportIn } from './generation.js';
import type { Kernel, Origin } from './kernelspec.js';
import { secretsOfKernel } from './secrets-of-kernel.js';
import { storedRecipe } from './stored-recipe.js';

// Of hundreds of packages with the hashes of all their files.
const MOST_BYTES = 64_000_000;

export type RecipeSite = Pick<Site, 'data_root' | 'locations'>;

/**
 * The recipe with the values of its secret variables, under the kernel's present name.
 * @throws UserError `kernel-recipe-broken`; `kernel-unknown` for a kernel that the app did not make.
 */
export async function recipeOfKernel(kernel: Kernel, site: RecipeSite): Promise<Recipe> {
  originOf(kernel);
  const kept: Recipe = { ...storedRecipe(kernel, site), name: kernel.name };
  return withSecrets(kept, await secretsOfKernel(kernel, site));
}

/** The id of the preset that a kernel is made from, for its next generation. */
export function presetOfKernel(kernel: Kernel): { preset?: string } {
  const { preset } = originOf(kernel);
  return preset ? { preset } : {};
}

/**
 * From the generation, or from the copies that are kept for the case that it is deleted.
 * @throws UserError `lock-missing`.
 */
export async function readLockedEnvironment(
  kernel: Kernel,
  recipe: Recipe,
  { data_root }: Pick<Site, 'data_root'>,
): Promise<LockedEnvironment> {
  const { id, prefix, manager, generation } = originOf(kernel);
  const own = join(prefix, '.create_kernel');
  const copies = id ? keptDirectory(data_root, id, generation) : own;
  const locked = [own, copies].map(readLockFiles).find((each) => each && each.lock.trim() !== '');
  if (!locked)
    throw new UserError(
      'lock-missing',
      { name: kernel.name, ...lockFault(join(own, lockFiles.lock)) },
      'name',
    );
  const made = (readReportIn(own) ?? readReportIn(copies))?.kernel;
  // If a language has no versions to choose from, the environment has only that of its runtime.
  const chosen = languageOf(recipe).versions.length > 0;
  const language_version = minorVersion((chosen && made?.language_version) || recipe.language_version);
  const runtime = !chosen && made?.runtime_version;
  return {
    ...{ manager, language_version, ...locked },
    ...(runtime && { runtime_version: minorVersion(runtime) }),
  };
}

/** The lock files of a generation; undefined if it has none. */
export function readLocked(prefix: string): Locked | undefined {
  return readLockFiles(join(prefix, '.create_kernel'));
}

/** The same from the directory that has them. */
function readLockFiles(directory: string): Locked | undefined {
  const read = (name: string) => tryToReadLock(join(directory, name));
  const [lock, added_lock] = [read(lockFiles.lock), read(lockFiles.added_lock)];
  return lock === undefined ? undefined : { lock, ...(added_lock && { added_lock }) };
}

/** Why a lock cannot be used. */
function lockFault(path: string): { path: string; reason: string } {
  try {
    readRegularFile(path, { most: MOST_BYTES });
    return { path, reason: 'it is empty' };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { path, reason: missing ? 'it does not exist' : whyNotRead(error) };
  }
}

function tryToReadLock(path: string): string | undefined {
  try {
    return readRegularFile(path, { most: MOST_BYTES });
  } catch {
    return undefined;
  }
}

/** @throws UserError `kernel-unknown` for a kernel that the app did not make. */
export function originOf({ name, origin }: Pick<Kernel, 'name' | 'origin'>): Origin {
  if (origin) return origin;
  throw new UserError('kernel-unknown', { name }, 'name');
}
