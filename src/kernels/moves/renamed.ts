/** The former names of kernels: one small file each, so that an old link or command finds the kernel under its present name. */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import type { Site } from '../../site/site.js';
import { homeOf } from '../home.js';
import type { Kernel } from '../kernelspec.js';
import type { MoveAction } from './move.js';

const renamedFormat = {
  number: 1,
  schema: z.object({
    /** The kernel's id; kernels of 0.1.0 have none. */
    id: z.optional(z.string()),
    home: z.string(),
  }),
} satisfies StoredFormat;

/** Records what a kernel was called until now; nothing if its place is not known. */
export function recordName(kernel: Kernel, { data_root }: Pick<Site, 'data_root'>): MoveAction[] {
  const home = homeOf(kernel);
  if (!home) return [];
  const id = kernel.origin?.id;
  const text = storedText(renamedFormat, { home, ...(id && { id }) });
  return [{ kind: 'write', path: recordOf(kernel.name, data_root), text }];
}

/** The kernel that had this name last, before it was renamed. */
export function findRenamed(
  name: string,
  kernels: readonly Kernel[],
  { data_root }: Pick<Site, 'data_root'>,
): Kernel | undefined {
  const found = /^[\w.-]+$/.test(name) && tryReadStored(recordOf(name, data_root), renamedFormat);
  if (!found) return undefined;
  return kernels.find((kernel) =>
    found.id ? kernel.origin?.id === found.id : homeOf(kernel) === found.home,
  );
}

/** Jupyter ignores the case of names. */
function recordOf(name: string, data_root: string): string {
  return join(data_root, 'renamed', `${name.toLowerCase()}.json`);
}
