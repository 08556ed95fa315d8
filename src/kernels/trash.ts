/** Deleting what may be in use: out of the way at once, off the disk as soon as that can be. */
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { namesIn, refusedWrite } from '../base/files.js';
import { tryToRemove } from '../builds/holding/clear.js';
import type { Site } from '../site/site.js';

/** Where the parts of a kernel wait to be deleted: beside where they were, so that getting there is one rename. */
export interface Trash {
  kernelspec: string;
  environments: string;
}

/** `mark` is the name of the deletion, such as `remove-1a2b3c4d`. */
export function trashFor(name: string, home: string, mark: string, site: Pick<Site, 'jupyter_data'>): Trash {
  return {
    kernelspec: join(specTrash(site), `${name}-${mark}`),
    environments: join(dirname(home), `.${mark}`),
  };
}

/**
 * Moves a directory into the trash and deletes it there. What is held open elsewhere, as on a network file system,
 * stays for a while: gives its new path then. @throws UserError `directory-not-writable`.
 */
export async function discard(path: string, trash: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(trash), { recursive: true });
    await rename(path, trash);
  } catch (error) {
    throw refusedWrite(error, dirname(path));
  }
  return tryToRemove(trash) ? undefined : trash;
}

/** Deletes what had to stay at earlier times, as far as that can be done now. */
export function emptyTrash({ locations, jupyter_data }: Pick<Site, 'locations' | 'jupyter_data'>): void {
  const places = [
    ...locations.map(({ path }) => ({ path, pattern: /^\.remove-[0-9a-f]{8}$/ })),
    { path: specTrash({ jupyter_data }), pattern: /-remove-[0-9a-f]{8}$/ },
  ];
  for (const { path, pattern } of places)
    for (const name of namesIn(path)) if (pattern.test(name)) tryToRemove(join(path, name));
}

/** Where stagings are made, and kernelspecs wait to be deleted. */
export function specTrash({ jupyter_data }: Pick<Site, 'jupyter_data'>): string {
  return join(jupyter_data, 'create_kernel');
}
