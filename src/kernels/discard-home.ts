/** Deletes a kernel's home, but not what a user has put beside the generations. */
import { existsSync, lstatSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { namesInDirectory } from '../base/files.js';
import { OWNER_FILE } from '../steps/plan.js';
import type { Kernel } from './kernelspec.js';
import { discard } from './trash.js';

export interface Discarded {
  /** The path of files that are still in use. */
  busy?: string | undefined;
  /** The names in the home that this app did not make; they are kept. */
  others: string[];
}

/** Moves the directory to `trash` and deletes it there. @throws UserError `directory-not-writable`. */
export async function discardHome(
  home: string,
  kernel: Pick<Kernel, 'origin'>,
  trash: string,
): Promise<Discarded> {
  // Only a link itself is removed, not its target.
  const names = lstatSync(home).isSymbolicLink() ? [] : namesInDirectory(home);
  const others = names.filter((name) => !isOurs(name, home, kernel));
  if (others.length === 0) return { busy: await discard(home, trash), others };
  const ours = names.filter((name) => !others.includes(name));
  for (const name of ours) await discard(join(home, name), join(trash, name));
  return { busy: removeEmpty(trash) ? undefined : trash, others };
}

/** The owner file, the private manager, and numbered directories that have this app's records. */
function isOurs(name: string, home: string, { origin }: Pick<Kernel, 'origin'>): boolean {
  if (name === OWNER_FILE || name === 'installer') return true;
  const path = join(home, name);
  return path === origin?.prefix || (/^[1-9]\d*$/.test(name) && existsSync(join(path, '.create_kernel')));
}

/** Returns whether the directory is gone. */
function removeEmpty(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch {
    return false;
  }
}
