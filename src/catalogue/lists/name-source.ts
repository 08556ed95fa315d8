/** Where the names of the packages that a recipe asks for are listed: by its package index, or by its channels. */
import { languageOf } from '../../languages/index.js';
import type { Manager } from '../../managers/manager.js';
import { condaChannels } from '../../recipe/channels/channel.js';
import { hereKey } from '../../recipe/formats/environments/platform.js';
import type { Recipe } from '../../recipe/recipe.js';
import { hostFor } from '../../site/host.js';
import type { EquippedSite } from '../../site/site.js';
import { hasChannels, type SourceId, sources } from '../../sources/index.js';

/** The pages with the names. Of each group, the first that is there counts. */
export interface NameSource {
  groups: readonly (readonly string[])[];
  accept?: string;
  /** The form in which names are compared. */
  normalizeName(name: string): string;
  /** Whether the pages are the repodata of channels, which has the versions too. */
  isChannel?: true;
}

const LISTING = 'application/vnd.pypi.simple.v1+json, text/html;q=0.1';
/** The newest version of each package, and what these need; a channel may not have it. */
export const NEWEST = 'current_repodata.json';
const ALL = 'repodata.json';
const DEFAULTS = ['https://repo.anaconda.com/pkgs/main', 'https://repo.anaconda.com/pkgs/r'];

export function nameSource(recipe: Recipe, manager: Manager, site: EquippedSite): NameSource {
  const { normalizeName } = languageOf(recipe).packages;
  const [source] = manager.installs;
  if (hasChannels(source)) return channelSource(source, recipe, site);
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment) ?? [];
  const groups = indexes.slice(0, 1).map((index) => [`${index.replace(/\/+$/, '')}/`]);
  return { groups, accept: LISTING, normalizeName };
}

/** The channels of a recipe, also those that only one of its packages names. */
export function channelSource(id: SourceId, recipe: Recipe, site: EquippedSite): NameSource {
  const { normalizeName, address } = sources[id];
  const alias = site.environment.CONDA_CHANNEL_ALIAS || address;
  const named = recipe.packages.flatMap(({ channel }) => channel ?? []);
  const channels = [...condaChannels(recipe.channels, site.config.channels.default), ...named];
  const addresses = new Set(channels.flatMap((channel) => addressesOf(channel, alias)));
  const groups = [...addresses].flatMap((base) =>
    [hereKey(), 'noarch'].map((platform) => [NEWEST, ALL].map((file) => `${base}/${platform}/${file}`)),
  );
  return { groups, normalizeName, isChannel: true };
}

function addressesOf(channel: string, alias: string): string[] {
  if (channel.includes('://')) return [channel.replace(/\/+$/, '')];
  if (channel === 'defaults') return DEFAULTS;
  return [`${alias.replace(/\/+$/, '')}/${channel}`];
}
