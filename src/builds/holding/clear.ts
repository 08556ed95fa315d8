/** Deletes what an unfinished build made: its generation and its staging, nothing else. */
import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { namesInDirectory, writeFileAtomicSync } from '../../base/files.js';
import { readRegularFile, type StoredFormat, tryReadStored } from '../../base/stored.js';
import { OWNER_FILE } from '../../steps/owner-file.js';
import type { PlanOutline } from '../../steps/plan.js';

type MadePlaces = Pick<PlanOutline, 'prefix' | 'staging' | 'kernel_directory'>;

/** Whether this generation is published. From then on, nothing is undone. */
export function isPublished({ kernel_directory, prefix }: Omit<MadePlaces, 'staging'>): boolean {
  return publishedPrefix(kernel_directory) === prefix;
}

const kernelFormat = {
  number: 0,
  schema: z.object({ metadata: z.object({ create_kernel: z.object({ prefix: z.string() }) }) }),
} satisfies StoredFormat;

/** The prefix of the generation that the launcher has; undefined if this app did not make the kernel. */
export function publishedPrefix(kernel_directory: string): string | undefined {
  return tryReadStored(join(kernel_directory, 'kernel.json'), kernelFormat, { follow: true })?.metadata
    .create_kernel.prefix;
}

/** The file that marks an unfinished generation to be kept; the next build does not delete it. */
const KEPT_MARK = '.create_kernel/kept';

/**
 * Deletes the staging, the generation, and the kernel's home if nothing else is in it; with `keep`, only the staging.
 * The next build tries again to delete what could not be deleted. Returns the generation's path if it still exists.
 */
export function clearUnfinished(plan: MadePlaces, keep: boolean): string | undefined {
  const home = dirname(plan.prefix);
  tryTo(() => removeTree(plan.staging));
  if (keep) tryTo(() => writeFileAtomicSync(join(plan.prefix, KEPT_MARK), ''));
  // If the kernel's home is a link, it leads out of the location.
  else if (!isLink(home)) tryTo(() => removeTree(plan.prefix));
  tryTo(() => removeOwnerless(home));
  return existsSync(plan.prefix) ? plan.prefix : undefined;
}

/** The record that is written into a generation when it is finished. */
export function recordFile(prefix: string): string {
  return join(prefix, '.create_kernel', 'generation.json');
}

/** Whether a generation was published once, or the user asked to keep it for inspection. */
export function isFinished(prefix: string): boolean {
  return existsSync(recordFile(prefix)) || existsSync(join(prefix, KEPT_MARK));
}

/** The numbers of the finished generations in a kernel's home, newest first. */
export function finishedGenerations(home: string): number[] {
  return namesInDirectory(home)
    .filter((name) => /^[1-9]\d*$/.test(name) && isFinished(join(home, name)))
    .map(Number)
    .sort((a, b) => b - a);
}

/** The file that marks a generation that is never pruned. */
export function pinFile(prefix: string): string {
  return join(prefix, '.create_kernel', 'pinned');
}

export function isPinned(prefix: string): boolean {
  return existsSync(pinFile(prefix));
}

/** Deletes a tree without following links out of it; a missing path is no error. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

/** Returns whether the tree is gone. It stays if a file in it is open elsewhere, as on a network file system. */
export function tryToRemove(path: string): boolean {
  try {
    removeTree(path);
    return true;
  } catch {
    return false;
  }
}

/** Deletes the stagings that builds of a kernel left. The caller holds the lock on the kernel's name. */
export function clearStagings(directory: string, kernel: string): void {
  for (const path of stagingsOf(directory, kernel)) tryToRemove(path);
}

/** The stagings of a kernel's builds. */
export function stagingsOf(directory: string, kernel: string): string[] {
  return namesInDirectory(directory)
    .filter((name) => name.startsWith(`${kernel}-`) && /^[1-9]\d*$/.test(name.slice(kernel.length + 1)))
    .map((name) => join(directory, name));
}

/** Deletes the kernel's home if only the owner file and the private manager are left in it. */
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
    // Another process made something in it, so the next build needs the owner file again.
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

/** A failed clean-up must not prevent recording the build's end. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch {}
}
