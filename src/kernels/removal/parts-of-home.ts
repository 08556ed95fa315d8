/** What in a kernel's home belongs to the kernel, and what its user has put there. */
import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { OWNER_FILE } from '../../steps/owner-file.js';
import type { Kernel } from '../kernelspec.js';

export interface PartsOfHome {
  /** Paths. */
  ours: string[];
  /** Names. */
  others: string[];
}

export function partsOfHome(home: string, kernel: Pick<Kernel, 'origin'>): PartsOfHome {
  const found = lstatSync(home, { throwIfNoEntry: false });
  if (!found) return { ours: [], others: [] };
  // A link belongs to the kernel, its target does not.
  if (!found.isDirectory()) return { ours: [home], others: [] };
  const names = namesInDirectory(home).sort();
  const ours = names.filter((name) => isOurs(name, home, kernel));
  return {
    ours: ours.map((name) => join(home, name)),
    others: names.filter((name) => !ours.includes(name)),
  };
}

/** The owner file, the private manager, and numbered directories that have this app's records. */
function isOurs(name: string, home: string, { origin }: Pick<Kernel, 'origin'>): boolean {
  if (name === OWNER_FILE || name === 'installer') return true;
  const path = join(home, name);
  return path === origin?.prefix || (/^[1-9]\d*$/.test(name) && existsSync(join(path, '.create_kernel')));
}
