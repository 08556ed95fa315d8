/** Whether the file systems have room for what a move writes, so that a full one refuses the move before its first action. */
import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asWriteError, namesInDirectory, present } from '../../base/files.js';
import { keptKernelspec } from './kernelspec-file.js';
import type { MoveAction } from './move.js';

/** Writes files of the same sizes beside the real ones, all at once, and removes them. @throws UserError. */
export function checkRoom(actions: readonly MoveAction[]): void {
  const written: string[] = [];
  try {
    for (const action of actions) {
      const bytes = bytesOf(action);
      if (bytes === undefined) continue;
      const place = placeOf(action);
      const file = join(present(place), `.create_kernel-room-${randomBytes(4).toString('hex')}`);
      written.push(file);
      try {
        writeFileSync(file, Buffer.alloc(bytes), { flag: 'wx', mode: 0o600 });
      } catch (error) {
        throw asWriteError(error, place);
      }
    }
  } finally {
    for (const file of written) rmSync(file, { force: true });
  }
}

/** The directory that an action changes. */
export function placeOf(action: MoveAction): string {
  switch (action.kind) {
    case 'publish':
      return action.to;
    case 'describe':
      return action.directory;
    case 'rename':
      return dirname(action.to);
    case 'protect':
      return action.prefix;
    default:
      return dirname(action.path);
  }
}

// What the facts of a kernel add to its kernel.json, at most.
const FACTS = 4096;

/** The size of the files that an action writes; undefined if it writes none. */
function bytesOf(action: MoveAction): number | undefined {
  switch (action.kind) {
    case 'publish': {
      const kept = keptKernelspec(action.prefix);
      const sizes = namesInDirectory(kept).map((name) => sizeOf(join(kept, name)));
      return sizes.reduce((sum, size) => sum + size, FACTS);
    }
    case 'describe':
      return sizeOf(join(action.directory, 'kernel.json')) + FACTS;
    case 'write':
      return Buffer.byteLength(action.text);
    case 'notebook':
      return sizeOf(action.path) + FACTS;
    default:
      return undefined;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
