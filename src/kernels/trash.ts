/** Deletes directories that may be in use: moves them away at once and deletes them as soon as possible. */
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asWriteError, namesInDirectory } from '../base/files.js';
import { tryToRemove } from '../builds/holding/clear.js';
import { stagingsDirectory } from '../site/paths.js';
import type { Site } from '../site/site.js';

/** Where the parts of a kernel wait for deletion: on the same file system, so that moving one is a rename. */
export interface Trash {
  kernelspec: string;
  environments: string;
}

/** `mark` identifies the deletion, such as `remove-1a2b3c4d`. */
export function trashFor(name: string, home: string, mark: string, site: Pick<Site, 'jupyter_data'>): Trash {
  return {
    kernelspec: join(stagingsDirectory(site.jupyter_data), `${name}-${mark}`),
    environments: join(dirname(home), `.${mark}`),
  };
}

/**
 * Moves a directory into the trash and deletes it there. Returns its new path if it could not be deleted because
 * another process has a file open, as on a network file system. @throws UserError `directory-not-writable`.
 */
export async function discard(path: string, trash: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(trash), { recursive: true });
    await rename(path, trash);
  } catch (error) {
    throw asWriteError(error, dirname(path));
  }
  return tryToRemove(trash) ? undefined : trash;
}

/** Deletes what earlier removals could not delete, as far as possible. */
export function emptyTrash({ locations, jupyter_data }: Pick<Site, 'locations' | 'jupyter_data'>): void {
  const places = [
    ...locations
      .filter(({ silent }) => !silent)
      .map(({ path }) => ({ path, pattern: /^\.remove-[0-9a-f]{8}$/ })),
    { path: stagingsDirectory(jupyter_data), pattern: /-remove-[0-9a-f]{8}$/ },
  ];
  for (const { path, pattern } of places)
    for (const name of namesInDirectory(path)) if (pattern.test(name)) tryToRemove(join(path, name));
}
