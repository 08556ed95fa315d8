/** Where removed things wait for their deletion: on their own file system, so that moving one there is a rename. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { tryToRemove } from '../../builds/holding/clear.js';
import { forgetSecrets } from '../../builds/secret-values.js';
import { keptOf } from '../../plan/kernel/publish-steps.js';
import { secretsFile } from '../../plan/make-plan.js';
import { stagingsDirectory } from '../../site/paths.js';
import type { Site } from '../../site/site.js';
import { deleteLater } from '../moves/run-actions.js';
import { forgetStart } from '../starting/starts.js';
import { forgetRemoval, listRemovals, type Removal } from './removal.js';

export interface Trash {
  kernelspec: string;
  environments: string;
}

/** `mark` identifies the removal, such as `remove-1a2b3c4d`. */
export function trashFor(name: string, home: string, mark: string, site: Pick<Site, 'jupyter_data'>): Trash {
  return {
    kernelspec: join(stagingsDirectory(site.jupyter_data), `${name}-${mark}`),
    environments: join(dirname(home), `.${mark}`),
  };
}

type TrashSite = Pick<Site, 'locations' | 'jupyter_data' | 'data_root'>;

/** What waits for deletion, and what can still be brought back. */
export interface WaitingTrash {
  over: string[];
  kept: string[];
}

/** The directories of removed things. Those of a removal that can still be undone are kept. */
export function waitingTrash(site: TrashSite, now = Date.now()): WaitingTrash {
  const kept = listRemovals(site)
    .filter(({ until }) => until > now)
    .flatMap(trashOf);
  const over = trashPlaces(site).flatMap(({ path, pattern }) =>
    namesInDirectory(path)
      .filter((name) => pattern.test(name))
      .map((name) => join(path, name)),
  );
  return { over: over.filter((path) => !kept.includes(path)), kept: [...new Set(kept)].filter(existsSync) };
}

/** Deletes in the background what can no longer be brought back, and what an earlier deletion has left. */
export function emptyTrash(site: TrashSite, now = Date.now()): void {
  for (const path of waitingTrash(site, now).over) deleteLater(path);
  for (const removal of listRemovals(site)) if (removal.until <= now) endRemoval(removal, site);
}

function endRemoval(removal: Removal, { data_root }: Pick<Site, 'data_root'>): void {
  if (removal.id) {
    forgetSecrets(secretsFile(data_root, removal.id));
    tryToRemove(keptOf(data_root, removal.id));
    forgetStart(removal.id, { data_root });
  }
  forgetRemoval(removal);
}

/** The directories that a removal has filled. */
function trashOf({ moved: [kernelspec, ...parts] }: Removal): string[] {
  return [...(kernelspec ? [kernelspec.to] : []), ...parts.map(({ to }) => dirname(to))];
}

function trashPlaces({ locations, jupyter_data }: TrashSite): { path: string; pattern: RegExp }[] {
  return [
    ...locations
      .filter(({ silent }) => !silent)
      .map(({ path }) => ({ path, pattern: /^\.(remove|prune)-[0-9a-f]{8}$/ })),
    { path: stagingsDirectory(jupyter_data), pattern: /-(remove|restore)-[0-9a-f]{8}$/ },
  ];
}
