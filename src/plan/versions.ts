/** The versions of a language that a site can provide, and where each comes from. Pure. */
import { compareVersions, isVersion, minorVersion } from '../base/version.js';
import type { Language } from '../languages/language.js';
import type { Recipe } from '../recipe/recipe.js';
import { hostFor, type ManagerSite } from '../site/host.js';
import { versionModules } from '../site/modules/version-modules.js';
import { availableManagers, chooseManager } from './choose-manager.js';

/** In order of preference: a version that several provide comes from the first. */
type VersionOrigin = 'here' | 'module' | 'download' | 'channel';

export interface OfferedVersion {
  /** A minor version, such as `3.12`. */
  version: string;
  origin: VersionOrigin;
  /** The environment module that provides it. */
  module?: string;
}

/** Newest first; empty for a language without a choice of versions. `modules` are the names of the host's modules. */
export function offeredVersions(
  language: Language,
  site: ManagerSite,
  modules: readonly string[],
): OfferedVersion[] {
  if (language.versions.length === 0) return [];
  const managers = availableManagers(language, site).map((manager) => {
    const host = hostFor(manager, site);
    return {
      versions: manager.versions(language, host),
      downloads: manager.downloadable?.(language, host) ?? [],
    };
  });
  const here = managers.flatMap(({ versions }) => (versions === 'any' ? [] : versions));
  const channel = managers.some(({ versions }) => versions === 'any') ? language.versions : [];
  const all: OfferedVersion[] = [
    ...here.map((version) => ({ version, origin: 'here' as const })),
    ...[...versionModules(modules, language.id)].map(([version, module]) => {
      return { version, origin: 'module' as const, module };
    }),
    ...managers
      .flatMap(({ downloads }) => downloads)
      .map((version) => ({ version, origin: 'download' as const })),
    ...channel.map((version) => ({ version, origin: 'channel' as const })),
  ];
  const first = new Map<string, OfferedVersion>();
  for (const each of all) if (!first.has(each.version)) first.set(each.version, each);
  return [...first.values()].sort((a, b) => compareVersions(b.version, a.version));
}

/**
 * Whether a module has to provide the version that a recipe asks for, if one does: nothing on the host has it, and its
 * package manager does not install the language itself.
 */
export function needsVersionModule(recipe: Recipe, language: Language, site: ManagerSite): boolean {
  const { language_version: asked, manager } = recipe;
  if (asked === '') return false;
  const chosen = manager === 'auto' ? chosenWithout(recipe, language, site) : manager;
  return availableManagers(language, site)
    .filter(({ id }) => chosen === undefined || id === chosen)
    .every((each) => {
      const versions = each.versions(language, hostFor(each, site));
      return versions !== 'any' && !versions.some((version) => isVersion(minorVersion(asked), version));
    });
}

/** The manager of the same recipe without a version; undefined if there is none. */
function chosenWithout(recipe: Recipe, language: Language, site: ManagerSite): string | undefined {
  try {
    return chooseManager({ ...recipe, language_version: '' }, language, site).id;
  } catch {
    return undefined;
  }
}
