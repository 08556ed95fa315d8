/** What a kernel's published generation was made from: its recipe and its lock. */
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { readRegularFile, whyNotRead } from '../base/stored.js';
import { minorVersion } from '../base/version.js';
import { withSecrets } from '../builds/secret-values.js';
import { languageOf } from '../languages/index.js';
import { lockFault } from '../managers/locked-packages.js';
import { type Locked, lockFiles } from '../managers/manager.js';
import type { LockedEnvironment } from '../plan/context.js';
import { keptDirectory } from '../plan/kernel/publish-steps.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Site } from '../site/site.js';
import { addingSource, type SourceId } from '../sources/index.js';
import { readReportIn } from './generation.js';
import type { Kernel, Origin } from './kernelspec.js';
import { knownSecrets, type SecretNames, secretsOfKernel } from './secrets-of-kernel.js';
import { storedRecipe } from './stored-recipe.js';

// Of hundreds of packages with the hashes of all their files.
const MOST_BYTES = 64_000_000;

export type RecipeSite = Pick<Site, 'data_root' | 'locations'>;

/**
 * The recipe with the values of its secret variables, under the kernel's present name.
 * @throws UserError `secrets-missing`; as `knownRecipe`.
 */
export async function recipeOfKernel(kernel: Kernel, site: RecipeSite): Promise<Recipe> {
  return withSecrets(keptRecipe(kernel, site), await secretsOfKernel(kernel, site));
}

/**
 * The same for what makes no environment of it: without the values that are not stored any more.
 * @throws UserError `kernel-recipe-broken`, `stored-file-broken`; `kernel-unknown` for a kernel that the app did not make.
 */
export async function knownRecipe(
  kernel: Kernel,
  site: RecipeSite,
): Promise<{ recipe: Recipe; missing: SecretNames }> {
  const kept = keptRecipe(kernel, site);
  const { values, missing } = await knownSecrets(kernel, site);
  return { recipe: withSecrets(kept, values), missing };
}

function keptRecipe(kernel: Kernel, site: RecipeSite): Recipe {
  originOf(kernel);
  return { ...storedRecipe(kernel, site), name: kernel.name };
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
  const { locked: first, fault } = readLockFiles(own);
  const { locked: second } = readLockFiles(copies);
  const locked = first && second && isCut(first, second) ? second : (first ?? second);
  if (!locked)
    throw new UserError('lock-missing', { name: kernel.name, path: own, reason: '', ...fault }, 'name');
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

/** The lock files of a generation; undefined if it has none that can be used. */
export function readLocked(prefix: string): Locked | undefined {
  return readLockFiles(join(prefix, '.create_kernel')).locked;
}

export interface LockFault {
  path: string;
  /** A part of a sentence. */
  reason: string;
}

/** In a sentence; `what` has the lock. */
export function lockFaultWords(what: string, { path, reason }: LockFault): string {
  return `The lock of ${what}, \`${path}\`, cannot be used: ${reason}. It cannot be rebuilt or compared`;
}

/** Why the lock files of a generation cannot be used; undefined if they can. */
export function lockFaultOf(prefix: string): LockFault | undefined {
  return readLockFiles(join(prefix, '.create_kernel')).fault;
}

type ReadLock = { locked: Locked; fault?: undefined } | { fault: LockFault; locked?: undefined };

function readLockFiles(directory: string): ReadLock {
  const at = (name: string) => join(directory, name);
  const lock = readLock(at(lockFiles.lock));
  if (lock.reason !== undefined) return { fault: { path: at(lockFiles.lock), reason: lock.reason } };
  const added = readLock(at(lockFiles.added_lock), addingSource());
  // Nothing may have been added.
  if (added.missing || added.text?.trim() === '') return { locked: { lock: lock.text } };
  if (added.reason !== undefined) return { fault: { path: at(lockFiles.added_lock), reason: added.reason } };
  return { locked: { lock: lock.text, added_lock: added.text } };
}

type ReadText =
  | { text: string; reason?: undefined; missing?: false }
  | { text?: undefined; reason: string; missing: boolean };

function readLock(path: string, source?: SourceId): ReadText {
  try {
    const text = readRegularFile(path, { most: MOST_BYTES });
    const reason = text.trim() === '' && source ? undefined : lockFault(text, source);
    return reason === undefined ? { text } : { reason, missing: false };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { reason: missing ? 'it does not exist' : whyNotRead(error), missing };
  }
}

/** A lock that was cut between two lines is understood, but the copy of it goes on. */
function isCut(lock: Locked, copy: Locked): boolean {
  const parts = [
    [lock.lock, copy.lock],
    [lock.added_lock ?? '', copy.added_lock ?? ''],
  ] as const;
  return parts.every(([own, other]) => other.startsWith(own)) && parts.some(([own, other]) => own !== other);
}

/** @throws UserError `kernel-unknown` for a kernel that the app did not make. */
export function originOf({ name, origin }: Pick<Kernel, 'name' | 'origin'>): Origin {
  if (origin) return origin;
  throw new UserError('kernel-unknown', { name }, 'name');
}
