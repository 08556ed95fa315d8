/** What may follow a word that a person types: names of packages, or versions of one. */
import { languageOf } from '../languages/index.js';
import type { Manager } from '../managers/manager.js';
import { chooseManager } from '../plan/choose-manager.js';
import { condaChannels } from '../recipe/channels/channel.js';
import { hereKey } from '../recipe/formats/environments/platform.js';
import type { Recipe } from '../recipe/recipe.js';
import { isCommandWord } from '../recipe/text/commands/installers.js';
import type { Completion, Completions } from '../shared/form/answers.js';
import { hostFor } from '../site/host.js';
import type { EquippedSite } from '../site/site.js';
import type { Cache } from './cache.js';
import type { NameLists, NameSource } from './name-list.js';
import { findPackage } from './package-facts.js';

const MOST = 8;
// Of so many names, the shortest are the likeliest.
const LOOKED_AT = 300;
const LISTING = 'application/vnd.pypi.simple.v1+json, text/html;q=0.1';
// The server of conda for a channel that is named without a URL.
const USUAL_CHANNELS = 'https://conda.anaconda.org';
const VERSIONED = /^([a-z][\w.-]*?)(\s*(?:==|>=|<=|~=|!=|=|<|>)\s*)([\d.]*)$/i;
const NAME = /^[a-z][\w.-]*$/i;

interface Question {
  site: EquippedSite;
  cache: Cache;
  names: NameLists;
  signal?: AbortSignal;
}

/** @throws UserError or RequestErrors if no package manager can build the recipe. */
export async function completions(word: string, recipe: Recipe, question: Question): Promise<Completions> {
  const manager = chooseManager(recipe, languageOf(recipe), question.site);
  const [, name = '', operator = '', version = ''] = VERSIONED.exec(word) ?? [];
  if (name) return versionsOf({ name, operator, version }, recipe, manager, question);
  if (!NAME.test(word) || isCommandWord(word)) return { options: [] };
  return namesLike(word, recipe, manager, question);
}

async function versionsOf(
  { name, operator, version }: { name: string; operator: string; version: string },
  recipe: Recipe,
  manager: Manager,
  { site, ...question }: Question,
): Promise<Completions> {
  const { normalizeName } = languageOf(recipe).packages;
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment);
  if (!indexes) return { options: [] };
  const found = await findPackage({ ...question, site, name: normalizeName(name), indexes });
  if (found.kind === 'unknown') return { options: [], offline: found.why };
  const fitting = found.facts.releases.filter((release) => release.version.startsWith(version));
  return {
    options: fitting.slice(0, MOST).map(
      (release): Completion => ({
        text: `${name}${operator}${release.version}`,
        ...(release.requires && { about: `needs ${languageOf(recipe).label} ${release.requires}` }),
      }),
    ),
  };
}

async function namesLike(
  word: string,
  recipe: Recipe,
  manager: Manager,
  { site, names }: Question,
): Promise<Completions> {
  const { normalizeName, known = [] } = languageOf(recipe).packages;
  const prefix = normalizeName(word);
  const well = known.filter((name) => name.startsWith(prefix));
  const found = await names.beginningWith(prefix, {
    source: sourceFor(recipe, manager, site),
    most: LOOKED_AT,
    site,
  });
  const listed = found.kind === 'names' ? found.names : [];
  // A well-known name may be one of another source.
  const isListed = (name: string) => found.kind !== 'names' || !found.isWhole || listed.includes(name);
  const all = [...new Set([...shortestFirst(well.filter(isListed)), ...shortestFirst(listed)])];
  return {
    options: all
      .filter((name) => name !== prefix)
      .slice(0, MOST)
      .map((text) => ({ text })),
    ...(found.kind === 'unavailable' && { offline: found.why }),
  };
}

function shortestFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function sourceFor(recipe: Recipe, manager: Manager, site: EquippedSite): NameSource {
  const { normalizeName } = languageOf(recipe).packages;
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment);
  if (indexes) {
    const groups = indexes.slice(0, 1).map((index) => [`${index.replace(/\/+$/, '')}/`]);
    return { groups, accept: LISTING, normalizeName };
  }
  const channels = condaChannels(recipe.channels, site.config.channels.default);
  const groups = channels.flatMap((channel) =>
    [hereKey(), 'noarch'].map((platform) => {
      const base = (channel.includes('://') ? channel : `${USUAL_CHANNELS}/${channel}`).replace(/\/+$/, '');
      return ['current_repodata.json', 'repodata.json'].map((file) => `${base}/${platform}/${file}`);
    }),
  );
  return { groups, normalizeName: (name) => name.toLowerCase() };
}
