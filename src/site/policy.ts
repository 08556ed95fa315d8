/** Policy: may this recipe be built here? Pure: the site's settings against the recipe, field by field. */
import { UserError } from '../base/errors.js';
import { isIndex } from '../recipe/channel.js';
import type { Recipe } from '../recipe/recipe.js';
import { parsePackageSpec } from '../sources/package-spec.js';
import { pypi } from '../sources/pypi.js';
import type { SiteConfig } from './settings/index.js';
import type { Site } from './site.js';

/** Everything that the site forbids in this recipe; empty if it may be built. */
export function policyErrors(recipe: Recipe, site: Pick<Site, 'config'>): UserError[] {
  return rules.flatMap((rule) => rule(recipe, site));
}

/** What the site forbids of how a recipe is to be built, for the process that builds: a door has chosen both before. */
export function placeErrors(
  { manager, launcher, cluster }: { manager: string; launcher: string; cluster?: string },
  { config }: Pick<Site, 'config'>,
): UserError[] {
  const { local, clusters } = config.build_on;
  const known = [...(local ? ['local'] : []), ...(clusters ?? [])];
  const place = cluster ?? launcher;
  const refused =
    cluster === undefined
      ? launcher === 'local' && !local
      : clusters !== undefined && !clusters.includes(cluster);
  return [
    ...(isDisabled(manager, config) ? [new UserError('manager-not-allowed', { manager }, 'manager')] : []),
    ...(refused ? [new UserError('build-on-unknown', { given: place, known }, 'build_on')] : []),
  ];
}

/** Whether the site has switched a package manager off. */
export function isDisabled(manager: string, { managers }: Pick<SiteConfig, 'managers'>): boolean {
  return Object.entries(managers).some(([id, { enabled }]) => id === manager && !enabled);
}

type Rule = (recipe: Recipe, site: Pick<Site, 'config'>) => UserError[];

const rules: Rule[] = [channelsAllowed, addressesAllowed, packagesAllowed];

function channelsAllowed(recipe: Recipe, { config }: Pick<Site, 'config'>): UserError[] {
  const refuse = (channel: string, field: string): UserError[] => {
    const { allowed, forbidden, default: defaults } = isIndex(channel) ? config.indexes : config.channels;
    const isOneOf = (channels: readonly string[]) => channels.some((each) => sameChannel(each, channel));
    if (isOneOf(forbidden)) return [new UserError('channel-forbidden', { given: channel }, field)];
    if (allowed === undefined || isOneOf([...allowed, ...defaults])) return [];
    return [new UserError('channel-not-allowed', { given: channel, allowed }, field)];
  };
  return [
    ...recipe.channels.flatMap((channel) => refuse(channel, 'channels')),
    ...recipe.packages.flatMap((text) => {
      const { channel } = parsePackageSpec(text);
      return channel ? refuse(channel, 'packages') : [];
    }),
  ];
}

function sameChannel(a: string, b: string): boolean {
  const bare = (text: string) =>
    text.replace(/^https?:\/\/(conda\.anaconda\.org\/)?/, '').replace(/\/+$/, '');
  return bare(a) === bare(b);
}

function addressesAllowed(recipe: Recipe, { config }: Pick<Site, 'config'>): UserError[] {
  const fields = ['packages', 'pip_packages'] as const;
  return fields.flatMap((field) =>
    recipe[field].flatMap((text) => {
      const { url } = parsePackageSpec(text);
      if (!url || config.package_hosts.includes(new URL(url.replace(/^git\+/, '')).hostname)) return [];
      return [
        new UserError('package-url-not-allowed', { given: text, allowed: config.package_hosts }, field),
      ];
    }),
  );
}

function packagesAllowed(recipe: Recipe, { config }: Pick<Site, 'config'>): UserError[] {
  const forbidden = new Set(config.forbidden_packages.map(pypi.normalizeName));
  const fields = ['packages', 'pip_packages'] as const;
  return fields.flatMap((field) =>
    recipe[field].flatMap((text) => {
      const { name } = parsePackageSpec(text);
      if (!name || !forbidden.has(pypi.normalizeName(name))) return [];
      return [new UserError('package-forbidden', { given: name }, field)];
    }),
  );
}
