/** Kernels that were removed and can be brought back: one record each, until the time for that is over. */
import { lstatSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.js';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import { sameKernelName } from '../../recipe/schema/name.js';
import type { Site } from '../../site/site.js';
import { type Kernel, readKernel, withoutSpec } from '../kernelspec.js';

const removalSchema = z.object({
  kernel: z.string(),
  /** The kernel's id; kernels of 0.1.0 have none. */
  id: z.optional(z.string()),
  /** When it was removed, and when it is deleted, in milliseconds since 1970. */
  removed: z.number(),
  until: z.number(),
  /** Its kernelspec first, then the parts of its home. */
  moved: z.array(z.object({ from: z.string(), to: z.string() })).check(z.minLength(1)),
  /** The bytes that its deletion frees. */
  bytes: z.number(),
});

const removalFormat = { number: 1, schema: removalSchema } satisfies StoredFormat;

export interface Removal extends z.output<typeof removalSchema> {
  /** The record's file. */
  file: string;
  /** Identifies it, such as `remove-1a2b3c4d`. */
  mark: string;
}

type RemovalSite = Pick<Site, 'data_root'>;

export function removalFile(mark: string, { data_root }: RemovalSite): string {
  return join(data_root, 'removed', `${mark}.json`);
}

export function removalText(removal: z.output<typeof removalSchema>): string {
  return storedText(removalFormat, removal);
}

/** All of them, newest first. */
export function listRemovals({ data_root }: RemovalSite): Removal[] {
  const directory = join(data_root, 'removed');
  return namesInDirectory(directory)
    .flatMap((name) => {
      const file = join(directory, name);
      const found = tryReadStored(file, removalFormat);
      return found ? [{ ...found, file, mark: basename(name, '.json') }] : [];
    })
    .sort((a, b) => b.removed - a.removed);
}

/** Those that can be undone. */
export function undoableRemovals(site: RemovalSite, now = Date.now()): Removal[] {
  return listRemovals(site).filter(({ until, moved }) => until > now && isThere(moved[0]?.to ?? ''));
}

/** The homes of kernels that can be brought back. */
export function homesOfRemovals(site: RemovalSite): string[] {
  return undoableRemovals(site).flatMap(({ moved: [, ...parts] }) => parts.map(({ from }) => dirname(from)));
}

/** The removals of the kernels of one name, newest first. */
export function removalsOf(name: string, site: RemovalSite): Removal[] {
  return undoableRemovals(site).filter(({ kernel }) => sameKernelName(kernel, name));
}

/**
 * The removal of a kernel of this name; without a mark, the last one.
 * @throws UserError `removal-unknown`, `removal-mark-unknown`.
 */
export function findRemoval(name: string, site: RemovalSite, mark?: string): Removal {
  const [last, ...earlier] = removalsOf(name, site);
  if (!last) {
    const known = [...new Set(undoableRemovals(site).map(({ kernel }) => kernel))];
    throw new UserError('removal-unknown', { name, known }, 'name');
  }
  if (mark === undefined) return last;
  const all = [last, ...earlier];
  const found = all.find((each) => each.mark === mark);
  if (found) return found;
  throw new UserError('removal-mark-unknown', { name, mark, known: all.map((each) => each.mark) }, 'removal');
}

/** The last removed kernel of this name, as it was in the launcher. @throws UserError `removal-unknown`. */
export async function findRemovedKernel(name: string, site: RemovalSite): Promise<Kernel> {
  return readRemoved(findRemoval(name, site));
}

/** The removed kernel as it was in the launcher. */
export function readRemoved({ kernel, moved }: Removal): Kernel {
  const directory = moved[0]?.to ?? '';
  // A kernelspec that was a link leads nowhere from another directory.
  return readKernel(kernel, directory, false) ?? withoutSpec(kernel, directory);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function forgetRemoval({ file }: Removal): void {
  rmSync(file, { force: true });
}
