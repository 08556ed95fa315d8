/** What a recipe asks of conda, for the choice of its manager. Pure. */
import { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import { managers } from '../managers/index.js';
import type { Manager } from '../managers/manager.js';
import { isIndex } from '../recipe/channels/channel.js';
import { fromIndex } from '../recipe/from-index.js';
import type { Recipe } from '../recipe/recipe.js';
import type { ManagerSite } from '../site/host.js';
import { isDisabled } from '../site/policy.js';

export interface AskedOfConda {
  /** Whether a manager for channels is preferred. */
  prefers: boolean;
  /** What only a manager for channels can install. */
  needs: string[];
}

/** What is asked of another source is not asked of conda, unless conda alone understands it. */
export function askedOfConda(recipe: Recipe, { packages: { channelPackage } }: Language): AskedOfConda {
  const channels = recipe.channels.filter((channel) => !isIndex(channel));
  const specs = recipe.packages.filter(
    ({ channel, build, alternatives }) => channel || build || alternatives,
  );
  const isOpen = recipe.source === '' || recipe.source === 'conda';
  const named = isOpen
    ? recipe.packages.map(({ name }) => name).filter((name) => channelPackage?.isNamed(name))
    : [];
  const asked = recipe.source === 'conda' ? recipe.packages : specs;
  const different = named.filter((name) => channelPackage?.nameOnIndex(name) !== name);
  return {
    prefers: named.length > 0 || recipe.source === 'conda',
    needs: [...new Set([...channels, ...asked.map(({ text }) => text), ...different])],
  };
}

export function installsFromChannels({ installs: [source] }: Pick<Manager, 'installs'>): boolean {
  return source === 'conda';
}

/** The refusal of a site without a manager for channels, with what the package index has instead. */
export function condaNeeded(recipe: Recipe, { needs }: AskedOfConda, { config }: ManagerSite): UserError {
  const { renamed, absent } = fromIndex(recipe);
  const forbidden = Object.values(managers)
    .filter(installsFromChannels)
    .some(({ id }) => isDisabled(id, config));
  const names = renamed.map(({ from, to }) => `${from} → ${to}`);
  return new UserError('conda-needed', { asked: needs, forbidden, renamed: names, absent }, 'packages');
}
