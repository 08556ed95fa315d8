/** What a recipe requests from channels, for the choice of its manager. Pure. */
import { UserError } from '../base/errors.js';
import type { Language } from '../languages/language.js';
import { managers } from '../managers/index.js';
import type { Manager } from '../managers/manager.js';
import { isIndex } from '../recipe/channels/channel.js';
import { fromIndex } from '../recipe/from-index.js';
import type { Recipe } from '../recipe/recipe.js';
import type { ManagerSite } from '../site/host.js';
import { isDisabled } from '../site/policy.js';
import { hasChannels } from '../sources/index.js';

export interface AskedOfChannels {
  /** Whether a manager for channels is preferred. */
  prefers: boolean;
  /** What only a manager for channels can install. */
  needs: string[];
}

/** Packages of a source without channels are left out, unless only the tools of channels understand them. */
export function askedOfChannels(recipe: Recipe, { packages: { channelPackage } }: Language): AskedOfChannels {
  const channels = recipe.channels.filter((channel) => !isIndex(channel));
  const specs = recipe.packages.filter(
    ({ channel, build, alternatives }) => channel || build || alternatives,
  );
  const isOpen = recipe.source === '' || hasChannels(recipe.source);
  const named = isOpen
    ? recipe.packages.map(({ name }) => name).filter((name) => channelPackage?.isNamed(name))
    : [];
  const asked = hasChannels(recipe.source) ? recipe.packages : specs;
  const different = named.filter((name) => channelPackage?.nameOnIndex(name) !== name);
  return {
    prefers: named.length > 0 || hasChannels(recipe.source),
    needs: [...new Set([...channels, ...asked.map(({ text }) => text), ...different])],
  };
}

/** Whether a manager makes environments of channel packages. */
export function installsFromChannels({ installs: [source] }: Pick<Manager, 'installs'>): boolean {
  return hasChannels(source);
}

/** The refusal of a site without a manager for channels, with what the package index has instead. */
export function condaNeeded(recipe: Recipe, { needs }: AskedOfChannels, { config }: ManagerSite): UserError {
  const { renamed, absent } = fromIndex(recipe);
  const forbidden = Object.values(managers)
    .filter(installsFromChannels)
    .some(({ id }) => isDisabled(id, config));
  const names = renamed.map(({ from, to }) => `${from} → ${to}`);
  return new UserError('conda-needed', { asked: needs, forbidden, renamed: names, absent }, 'packages');
}
