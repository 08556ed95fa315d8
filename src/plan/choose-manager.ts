/** Chooses the manager that builds a recipe. Pure. */
import { RequestErrors, UserError } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import { isVersion } from '../base/version.js';
import { type Language, sourcesOf } from '../languages/language.js';
import { managers } from '../managers/index.js';
import type { Manager } from '../managers/manager.js';
import { withAllAdded } from '../recipe/package-fields.js';
import type { Recipe } from '../recipe/recipe.js';
import { parseLock } from '../recipe/schema/lock.js';
import { hostFor, type ManagerSite } from '../site/host.js';
import { isDisabled } from '../site/policy.js';
import { addingSource, hasChannels, sources } from '../sources/index.js';
import { askedOfChannels, condaNeeded, installsFromChannels } from './asked-of-channels.js';

/**
 * The manager that the recipe names; for `auto`, the first available one that supports the whole recipe.
 * @throws RequestErrors if there is none, with the problems of the manager that has the fewest.
 */
export function chooseManager(recipe: Recipe, language: Language, site: ManagerSite): Manager {
  return recipe.manager === 'auto'
    ? bestManager(recipe, language, site)
    : namedManager(recipe, language, site);
}

/** The managers of this site that support a language, in order of preference. */
export function availableManagers(language: Language, site: ManagerSite): Manager[] {
  return Object.values(managers).filter((manager) => isUsable(manager, language, site));
}

/** The managers that the site allows and this host cannot have, with the reason for people. */
export function absentManagers(site: ManagerSite): { label: string; absence: string }[] {
  return Object.values(managers).flatMap((manager) => {
    const absence = absenceOf(manager, site);
    return absence ? [{ label: manager.label, absence }] : [];
  });
}

function absenceOf(manager: Manager, site: ManagerSite): string | undefined {
  return isDisabled(manager.id, site.config) ? undefined : manager.absence?.(hostFor(manager, site));
}

/** The labels of the managers that have their own program, and that the site allows. */
function programsOf({ config }: ManagerSite): string[] {
  const allowed = Object.values(managers).filter(({ id, program }) => program && !isDisabled(id, config));
  return allowed.map(({ label }) => label);
}

function namedManager(recipe: Recipe, language: Language, site: ManagerSite): Manager {
  const manager = lookUp(managers, recipe.manager);
  if (!manager)
    throw new UserError(
      'manager-unknown',
      { given: recipe.manager, known: ['auto', ...Object.keys(managers)] },
      'manager',
    );
  if (isDisabled(manager.id, site.config))
    throw new UserError('manager-not-allowed', { manager: manager.id }, 'manager');
  if (!isUsable(manager, language, site)) {
    const found = availableManagers(language, site).map(({ id }) => id);
    const absence = absenceOf(manager, site);
    throw new UserError(
      'manager-missing',
      { manager: manager.id, found, programs: programsOf(site), ...(absence && { absence }) },
      'manager',
    );
  }
  const errors = problemsOf(manager, recipe, language, site);
  if (errors.length > 0) throw new RequestErrors(errors);
  return manager;
}

function bestManager(recipe: Recipe, language: Language, site: ManagerSite): Manager {
  const available = lastResortsLast(availableManagers(language, site), site);
  if (available.length === 0)
    throw new UserError(
      'manager-missing',
      { manager: 'auto', found: [], programs: programsOf(site) },
      'manager',
    );
  const asked = askedOfChannels(recipe, language);
  if (asked.needs.length > 0 && !available.some(installsFromChannels)) throw condaNeeded(recipe, asked, site);
  const candidates = available.filter(
    ({ installs }) => recipe.source === '' || installs.some((source) => source === recipe.source),
  );
  if (candidates.length === 0)
    throw new UserError('source-missing', { source: labelOf(recipe.source) }, 'source');
  const fitting = candidates.filter((manager) => problemsOf(manager, recipe, language, site).length === 0);
  const isPreferred = ({ installs: [first] }: Manager) =>
    recipe.source === '' ? asked.prefers && hasChannels(first) : first === recipe.source;
  const best = fitting.find(isPreferred) ?? fitting[0];
  if (best) return best;
  throw new RequestErrors(
    leastProblems(candidates, (manager) => problemsOf(manager, recipe, language, site)),
  );
}

/** The recipe for a manager: packages of the source that adds are added to an environment of another source. */
export function recipeFor(manager: Manager, recipe: Recipe): Recipe {
  if (recipe.source !== addingSource() || manager.installs[0] === recipe.source) return recipe;
  return withAllAdded(recipe);
}

function lastResortsLast(candidates: Manager[], site: ManagerSite): Manager[] {
  const isLast = (manager: Manager) => manager.last_resort?.(hostFor(manager, site)) ?? false;
  return [...candidates.filter((each) => !isLast(each)), ...candidates.filter(isLast)];
}

function leastProblems(candidates: Manager[], problems: (manager: Manager) => UserError[]): UserError[] {
  const all = candidates.map(problems);
  return all.reduce((least, next) => (next.length < least.length ? next : least));
}

function isUsable(manager: Manager, language: Language, site: ManagerSite): boolean {
  if (isDisabled(manager.id, site.config)) return false;
  const usable = sourcesOf(language);
  return (
    manager.available(hostFor(manager, site)) && manager.installs.some((source) => usable.includes(source))
  );
}

function problemsOf(manager: Manager, asked: Recipe, language: Language, site: ManagerSite): UserError[] {
  const recipe = recipeFor(manager, asked);
  const host = hostFor(manager, site);
  const { language_version: given } = recipe;
  const hasVersions = language.versions.length > 0;
  if (!hasVersions && given !== '')
    return [new UserError('language-version-none', { language: language.label, given }, 'language_version')];
  const here = hasVersions ? manager.versions(language, host) : 'any';
  const versions =
    here === 'any' ? here : unique([...here, ...(manager.downloadable?.(language, host) ?? [])]);
  const missing =
    versions !== 'any' &&
    !versions.some(
      (version) => isVersion(version, recipe.language_version) || isVersion(recipe.language_version, version),
    );
  if (missing) {
    const facts = { language: language.label, given, manager: manager.id, found: versions };
    return [new UserError('language-version-missing', facts, 'language_version')];
  }
  return [...lockProblems(manager, recipe), ...manager.problems(recipe, host)];
}

/** A lock is installed by a manager that installs its environment from the lock's source. */
function lockProblems({ id, installs: [first] }: Manager, { lock }: Recipe): UserError[] {
  const source = lock === '' ? first : parseLock(lock).source;
  if (source === first) return [];
  return [new UserError('lock-manager', { manager: id, source: sources[source].label }, 'lock')];
}

function labelOf(source: string): string {
  return lookUp(sources, source)?.label ?? source;
}

function unique(versions: readonly string[]): string[] {
  return [...new Set(versions)];
}
