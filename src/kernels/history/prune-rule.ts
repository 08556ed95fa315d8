/** Which generations of a kernel are not needed. Pure. */

import type { Use } from '../../builds/holding/processes/use.js';
import type { Generation } from './generations.js';

export type KeptBecause = 'published' | 'pinned' | 'used' | 'newest' | 'lost';

/** In words, after “generation 3: ”. */
export const keptWords: Record<KeptBecause, string> = {
  published: 'the launcher starts it',
  pinned: 'it is pinned',
  used: 'it is in use, or may be on a node of a cluster where you have jobs',
  newest: 'it is one of the newest',
  lost: 'the environment that the launcher starts is not among the generations',
};

export interface Sorted {
  pruned: Generation[];
  kept: { generation: Generation; because: KeptBecause }[];
}

/**
 * Keeps the published one, pinned ones, those in use, and the newest `keep` others; all if the published one is not among
 * them, since the kernel may then need any. `generations` begin with the newest.
 */
export function sortGenerations(
  generations: readonly Generation[],
  uses: ReadonlyMap<string, Use>,
  keep: number,
): Sorted {
  const needed = (each: Generation): KeptBecause | undefined => {
    if (each.published) return 'published';
    if (each.pinned) return 'pinned';
    return uses.get(each.prefix) === 'none' ? undefined : 'used';
  };
  if (!generations.some(({ published }) => published))
    return { pruned: [], kept: generations.map((generation) => ({ generation, because: 'lost' })) };
  const newest = generations.filter((each) => needed(each) === undefined).slice(0, keep);
  const sorted: Sorted = { pruned: [], kept: [] };
  for (const generation of generations) {
    const because = needed(generation) ?? (newest.includes(generation) ? 'newest' : undefined);
    if (because) sorted.kept.push({ generation, because });
    else sorted.pruned.push(generation);
  }
  return sorted;
}
