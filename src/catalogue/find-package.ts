/** Finds out what is known of a package where a recipe takes it from: a package index, or conda channels. */
import { languageOf } from '../languages/index.js';
import type { Manager } from '../managers/manager.js';
import type { Recipe } from '../recipe/recipe.js';
import { hostFor } from '../site/host.js';
import type { EquippedSite } from '../site/site.js';
import { type SourceId, sources } from '../sources/index.js';
import type { Cache } from './cache.js';
import { findOnChannels } from './channel-facts.js';
import type { NameLists } from './lists/name-list.js';
import { channelSource } from './lists/name-source.js';
import { type Found, findPackage } from './package-facts.js';

export interface FinderQuestion {
  site: EquippedSite;
  cache: Cache;
  names: NameLists;
  signal?: AbortSignal;
}

/** `loading`: what the channels have is being downloaded. */
export type PackageFound = Found | { kind: 'loading' };

export function packageFinder(
  source: SourceId,
  { recipe, manager, ...question }: FinderQuestion & { recipe: Recipe; manager: Manager },
): (name: string) => Promise<PackageFound> {
  const { site } = question;
  if (source === 'conda') {
    const channels = channelSource(recipe, site);
    return (name) =>
      findOnChannels({ ...question, source: channels, name: sources[source].normalizeName(name) });
  }
  const { normalizeName } = languageOf(recipe).packages;
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment) ?? [];
  return (name) => findPackage({ ...question, indexes, name: normalizeName(name) });
}
