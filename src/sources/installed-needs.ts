/** Which installed packages need which others, by the metadata in an environment. */
import { type SourceId, sourceIds, sources } from './index.js';
import type { PackageNeeds } from './source.js';

export interface InstalledNeeds extends PackageNeeds {
  source: SourceId;
}

/** Empty for an environment that is gone; packages with unreadable metadata are left out. */
export function installedNeeds(prefix: string): InstalledNeeds[] {
  return sourceIds.flatMap((source) =>
    sources[source].records.needs(prefix).map((found) => ({ ...found, source })),
  );
}

/**
 * The packages that a package is there for: itself, and what needs it, directly or not. Two sources with the same name for
 * a package count as one, since pip does not install what conda has.
 */
export function neededBy(name: string, installed: readonly InstalledNeeds[]): InstalledNeeds[] {
  const found: InstalledNeeds[] = [];
  const names = [keyOf(name)];
  for (const wanted of names) {
    for (const each of installed) {
      if (found.includes(each) || !each.needs.some((needed) => keyOf(needed) === wanted)) continue;
      found.push(each);
      names.push(keyOf(each.name));
    }
  }
  return found;
}

function keyOf(name: string): string {
  return sourceIds.reduce((key, id) => sources[id].normalizeName(key), name);
}
