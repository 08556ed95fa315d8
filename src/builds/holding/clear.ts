/** Takes away what an unfinished build made: its generation and its staging, nothing else. */
import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { namesIn, writeFileAtomicSync } from '../../base/files.js';
import { readRegularFile, type StoredFormat, tryReadStored } from '../../base/stored.js';
import { OWNER_FILE, type PlanOutline } from '../../steps/plan.js';

type Made = Pick<PlanOutline, 'prefix' | 'staging' | 'kernel_directory'>;

/** Whether the launcher has this very generation: the point from which nothing is taken back. */
export function isPublished({ kernel_directory, prefix }: Omit<Made, 'staging'>): boolean {
  return publishedPrefix(kernel_directory) === prefix;
}

const kernelFormat = {
  number: 0,
  schema: z.object({ metadata: z.object({ create_kernel: z.object({ prefix: z.string() }) }) }),
} satisfies StoredFormat;

/** The generation that the launcher has; nothing where that is no kernel of ours. */
export function publishedPrefix(kernel_directory: string): string | undefined {
  return tryReadStored(join(kernel_directory, 'kernel.json'), kernelFormat, { follow: true })?.metadata
    .create_kernel.prefix;
}

/** The file that keeps an unfinished generation from being cleared by the next build. */
const KEPT_MARK = '.create_kernel/kept';

/**
 * Removes the staging, the generation, and the kernel's own directory if nothing else is in it; with `keep`, the
 * staging alone. What cannot be removed stays, for the next build to try again. Gives the generation's path if it stays.
 */
export function clearUnfinished(plan: Made, keep: boolean): string | undefined {
  const home = dirname(plan.prefix);
  tryTo(() => removeTree(plan.staging));
  if (keep) tryTo(() => writeFileAtomicSync(join(plan.prefix, KEPT_MARK), ''));
  // A link in the place of the kernel's directory leads out of the location.
  else if (!isLink(home)) tryTo(() => removeTree(plan.prefix));
  tryTo(() => removeOwnerless(home));
  return existsSync(plan.prefix) ? plan.prefix : undefined;
}

/** Whether a generation was published once, or is kept for inspection by its owner's wish. */
export function isFinished(prefix: string): boolean {
  return existsSync(join(prefix, '.create_kernel/generation.json')) || existsSync(join(prefix, KEPT_MARK));
}

/** Removes a tree without following a link out of it; what is missing is no error. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

/** Gives whether the tree is gone; what is held open elsewhere, as on a network file system, stays for another time. */
export function tryToRemove(path: string): boolean {
  try {
    removeTree(path);
    return true;
  } catch {
    return false;
  }
}

/** Removes what builds of a kernel have left among the stagings of all; for who holds the lock of its name. */
export function clearStagings(directory: string, kernel: string): void {
  for (const name of namesIn(directory))
    if (name.startsWith(`${kernel}-`) && /^[1-9]\d*$/.test(name.slice(kernel.length + 1)))
      tryToRemove(join(directory, name));
}

/** The kernel's own directory goes when nothing but its marks and the private manager is left. */
function removeOwnerless(home: string): void {
  if (!lstatSync(home, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!readdirSync(home).every((name) => name === OWNER_FILE || name === 'installer')) return;
  removeTree(join(home, 'installer'));
  const mark = join(home, OWNER_FILE);
  const owner = tryReadText(mark);
  removeTree(mark);
  try {
    rmdirSync(home);
  } catch {
    // Something was made in it meanwhile: it has to be known as ours by the next build.
    if (owner !== undefined) writeFileAtomicSync(mark, owner);
  }
}

function tryReadText(path: string): string | undefined {
  try {
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Clearing up must not keep the build's end from being told. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch {}
}
