/** Finds out what is known of a package where a recipe takes it from: a package index, or conda channels. */
import { languageOf } from '../languages/index.js';
import type { Manager } from '../managers/manager.js';
import type { Recipe } from '../recipe/recipe.js';
import { hostFor } from '../site/host.js';
import type { EquippedSite } from '../site/site.js';
import { hasChannels, type SourceId } from '../sources/index.js';
import type { Cache } from './cache.js';
import { findOnChannels } from './channel-facts.js';
import type { NameLists } from './lists/name-list.js';
import { channelSource } from './lists/name-source.js';
import { type FactsFound, findPackage } from './package-facts.js';

export interface FinderQuestion {
  site: EquippedSite;
  cache: Cache;
  names: NameLists;
  signal?: AbortSignal;
}

/** `loading`: what the channels have is being downloaded. */
export type CatalogueFound = FactsFound | { kind: 'loading' };

export function packageFinder({
  recipe,
  manager,
  ...question
}: FinderQuestion & { recipe: Recipe; manager: Manager }): (
  source: SourceId,
  name: string,
) => Promise<CatalogueFound> {
  const { site } = question;
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment) ?? [];
  const { normalizeName } = languageOf(recipe).packages;
  return (source, name) => {
    if (!hasChannels(source)) return findPackage({ ...question, indexes, name: normalizeName(name) });
    const channels = channelSource(source, recipe, site);
    return findOnChannels({ ...question, source: channels, name: channels.normalizeName(name) });
  };
}
