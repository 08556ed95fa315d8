/** Whether the site allows a recipe: compares its fields with the site's settings. Pure. */
import * as z from 'zod/mini';
import { UserError } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import type { StoredFormat } from '../base/stored.js';
import { languages } from '../languages/index.js';
import { sourcesOf } from '../languages/language.js';
import { indexIn, sameChannel } from '../recipe/channels/channel.js';
import { type PackageField, packageFields, sourceOfField } from '../recipe/package-fields.js';
import type { Recipe } from '../recipe/recipe.js';
import { parseLock } from '../recipe/schema/lock.js';
import { type SourceId, sourceIds, sourceOf, sources } from '../sources/index.js';
import type { SiteConfig } from './settings/index.js';
import type { Site } from './site.js';

/** The input of the rules as plain data. A build stores it, and is checked again when it starts. */
const policyCaseSchema = z.object({
  channels: z.array(z.string()),
  packages: z.array(
    z.object({
      field: z.enum([...packageFields, 'build_packages', 'lock']),
      text: z.string(),
      name: z.string(),
      channel: z.optional(z.string()),
      url: z.optional(z.string()),
      /** The possible sources of the package. Names are compared by the rules of each. */
      sources: z.array(z.enum(sourceIds)),
    }),
  ),
});

export type PolicyCase = z.output<typeof policyCaseSchema>;

export const policyFormat = { number: 1, schema: policyCaseSchema } satisfies StoredFormat;

/** The parts of a recipe that the rules check. */
export function policyCase(recipe: Recipe): PolicyCase {
  const language = lookUp(languages, recipe.language);
  const own = language ? sourcesOf(language) : sourceIds;
  const sourcesIn = (field: PackageField) => [sourceOfField(field) ?? own].flat();
  const locked = recipe.lock === '' ? [] : parseLock(recipe.lock).packages;
  return {
    channels: [...new Set([...recipe.channels, ...locked.flatMap(({ channel }) => channel ?? [])])],
    packages: [
      ...packageFields.flatMap((field) =>
        recipe[field].map(({ text, name, channel, url }) => ({
          ...{ field, text, name, sources: sourcesIn(field) },
          ...(channel && { channel }),
          ...(url && { url }),
        })),
      ),
      ...recipe.build_packages.map(({ text, name }) => ({
        ...{
          field: 'build_packages' as const,
          text,
          name,
          sources: sourceIds.filter((id) => sourceOf(id).builds),
        },
      })),
      ...locked.map(({ name, version, source }) => ({
        ...{ field: 'lock' as const, text: `${name}==${version}`, name, sources: [source] },
      })),
    ],
  };
}

/** An error for everything that the site does not allow; empty if the recipe can be built. */
export function policyErrors(asked: PolicyCase, site: Pick<Site, 'config'>): UserError[] {
  return rules.flatMap((rule) => rule(asked, site));
}

/** Checks the package manager and the launcher again in the process that builds; both were chosen before. */
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

/** Whether the site has disabled a package manager. */
export function isDisabled(manager: string, { managers }: Pick<SiteConfig, 'managers'>): boolean {
  return Object.entries(managers).some(([id, { enabled }]) => id === manager && !enabled);
}

type Rule = (asked: PolicyCase, site: Pick<Site, 'config'>) => UserError[];

const rules: Rule[] = [channelsAllowed, addressesAllowed, packagesAllowed];

function channelsAllowed({ channels, packages }: PolicyCase, { config }: Pick<Site, 'config'>): UserError[] {
  const refuse = (channel: string, field: string): UserError[] => {
    const index = indexIn(channel);
    const { allowed, forbidden, default: defaults } = index ? config.indexes : config.channels;
    const isOneOf = (channels: readonly string[]) =>
      channels.some((each) => sameChannel(each, index?.url ?? channel));
    if (isOneOf(forbidden)) return [new UserError('channel-forbidden', { given: channel }, field)];
    if (allowed === undefined || isOneOf([...allowed, ...defaults])) return [];
    return [new UserError('channel-not-allowed', { given: channel, allowed }, field)];
  };
  return [
    ...channels.flatMap((channel) => refuse(channel, 'channels')),
    ...packages.flatMap(({ channel, field }) => (channel ? refuse(channel, field) : [])),
  ];
}

function addressesAllowed({ packages }: PolicyCase, { config }: Pick<Site, 'config'>): UserError[] {
  const allowed = config.package_hosts;
  return packages.flatMap(({ url, text, field }) => {
    if (!url || allowed.includes(new URL(url.replace(/^git\+/, '')).hostname)) return [];
    return [new UserError('package-url-not-allowed', { given: text, allowed }, field)];
  });
}

function packagesAllowed({ packages }: PolicyCase, { config }: Pick<Site, 'config'>): UserError[] {
  const namesIn = (source: SourceId) =>
    new Set(config.forbidden_packages.map((name) => sources[source].normalizeName(name)));
  const forbidden = new Map(sourceIds.map((source) => [source, namesIn(source)]));
  const isForbidden = (name: string, source: SourceId) =>
    name !== '' && forbidden.get(source)?.has(sources[source].normalizeName(name));
  return packages
    .filter((each) => each.sources.some((source) => isForbidden(each.name, source)))
    .map(({ name, field }) => new UserError('package-forbidden', { given: name }, field));
}
