import { lookUp } from '../base/registry.js';
import { conda } from './conda/index.js';
import { pypi } from './pypi/index.js';
import type { Source } from './source.js';

/** Package sources by id. A new source is a folder in this directory and a line here. */
export const sources = { pypi, conda } as const satisfies Record<string, Source>;

/** A manager declares which sources it installs from, a language which packages it needs from each. */
export type SourceId = keyof typeof sources;

export const sourceIds = Object.keys(sources) as SourceId[];

/** A source with the parts that only some have. */
export function sourceOf(id: SourceId): Source {
  return sources[id];
}

/** The source of packages that are added to environments of the others. */
export function addingSource(): SourceId {
  return adding().id;
}

/** The name of the lock file of what is added to an environment of another source. */
export function addedLock(): string {
  return adding().lock;
}

function adding(): { id: SourceId; lock: string } {
  const [found] = sourceIds.flatMap((id) => {
    const { adds } = sourceOf(id);
    return adds ? [{ id, lock: adds.lock }] : [];
  });
  if (!found) throw new Error('No source adds packages to environments of others');
  return found;
}

/** The source of the environment that a lock is for, by its lines. */
export function sourceOfLock(lines: readonly string[]): SourceId {
  const isHead = (head: string | undefined) => head !== undefined && lines.includes(head);
  return sourceIds.find((id) => isHead(sourceOf(id).locked.head)) ?? addingSource();
}

/** Whether the packages of a source come from channels; not if the id is empty. */
export function hasChannels(id: string): boolean {
  return lookUp(sources, id)?.places === 'channels';
}
