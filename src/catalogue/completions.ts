/** What may follow a word that a person types: names of packages, or versions of one. */
import { languageOf } from '../languages/index.js';
import type { Manager } from '../managers/manager.js';
import { chooseManager } from '../plan/choose-manager.js';
import type { Recipe } from '../recipe/recipe.js';
import { isCommandWord } from '../recipe/text/commands/installers.js';
import type { Completion, Completions } from '../shared/form/package-facts.js';
import type { EquippedSite } from '../site/site.js';
import type { Cache } from './cache.js';
import { packageFinder } from './find-package.js';
import type { NameLists } from './lists/name-list.js';
import { nameSource } from './lists/name-source.js';
import type { Release } from './simple-page.js';

const MOST = 8;
// Of so many names, the shortest are the likeliest.
const LOOKED_AT = 300;
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
  const find = packageFinder({ ...question, site, recipe, manager });
  const found = await find(manager.installs[0], name);
  if (found.kind === 'loading') return { options: [] };
  if (found.kind === 'unknown') return { options: [], offline: found.why };
  const fitting = found.facts.releases.filter((release) => release.version.startsWith(version));
  return {
    options: oneOfEach(fitting)
      .slice(0, MOST)
      .map(
        (release): Completion => ({
          text: `${name}${operator}${release.version}`,
          ...(release.requires && { about: `needs ${languageOf(recipe).label} ${release.requires}` }),
        }),
      ),
  };
}

/** Channels have a version once for each version of Python: only what all of them need is shown. */
function oneOfEach(releases: readonly Release[]): Release[] {
  const versions = [...new Set(releases.map(({ version }) => version))];
  return versions.map((version) => {
    const [first, ...others] = releases.filter((release) => release.version === version);
    return first && others.length === 0 ? first : { version };
  });
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
    source: nameSource(recipe, manager, site),
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
