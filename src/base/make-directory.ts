/**
 * Makes a directory and those above it that are missing. Node.js 20 and 22 have a `recursive` of `mkdir` that never returns
 * where a file system says ENOENT for a name in a directory that exists, as /proc does, and an automounter for a home that
 * it does not know; and of a read-only file system it says that a directory is missing.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `mode` is for each that is made. @throws the file system's error. */
export async function makeDirectory(path: string, mode?: number): Promise<void> {
  if (isDirectory(path)) return;
  if (!existsSync(dirname(path))) await makeDirectory(dirname(path), mode);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (!isDirectory(path)) throw error;
  }
}

/** The same for what must not run other code meanwhile. */
export function makeDirectorySync(path: string, mode?: number): void {
  if (isDirectory(path)) return;
  if (!existsSync(dirname(path))) makeDirectorySync(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isDirectory(path)) throw error;
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
