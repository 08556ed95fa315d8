/** A recipe checked for a site, once: all that a plan needs except the paths of its generation. Pure. */
import { UserError } from '../base/errors.js';
import { languageOf } from '../languages/index.js';
import { kernelPackageName, type Language } from '../languages/language.js';
import type { Manager } from '../managers/manager.js';
import { addedPackages } from '../recipe/package-fields.js';
import type { Recipe } from '../recipe/recipe.js';
import { parseLock } from '../recipe/schema/lock.js';
import { isBuiltHere } from '../site/site.js';
import { sources } from '../sources/index.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import { chooseManager, recipeFor } from './choose-manager.js';
import type { EarlierEnvironment, LockedEnvironment, PlanContext } from './context.js';

export interface PlanRequest {
  recipe: Recipe;
  language: Language;
  manager: Manager;
  /** The recipe's packages, and those that the site adds to every kernel. */
  packages: PackageSpec[];
  /** The script that makes environment modules available, if the recipe loads any. */
  modules_init?: string;
  site: PlanContext['site'];
  /** The exact packages to install, instead of a new solve. */
  locked?: LockedEnvironment;
  /** What a new solve begins with. */
  earlier?: EarlierEnvironment;
}

/** @throws UserError or RequestErrors if the recipe cannot be built here. */
export function makePlanRequest(
  asked: Recipe,
  site: PlanContext['site'],
  { locked: kept, earlier }: Pick<PlanRequest, 'locked' | 'earlier'> = {},
): PlanRequest {
  const language = languageOf(asked);
  const manager = chooseManager(asBuilt(asked, kept ?? earlier), language, site);
  const recipe = recipeFor(manager, asked);
  checkMinutes(recipe, site);
  // A kept lock already has the packages that the site required when it was written.
  const required = kept ? [] : site.config.required_packages.map(language.packages.parse);
  const packages = withRequired(recipe.packages, required, manager);
  const locked = kept ?? lockOf({ recipe, language, manager, packages });
  const modules_init = modulesInit(recipe, site);
  const more = { ...(modules_init && { modules_init }), ...(locked ? { locked } : earlier && { earlier }) };
  return { recipe, language, manager, packages, site, ...more };
}

function checkMinutes(
  { notebook, notebook_minutes: given }: Recipe,
  { config }: Pick<PlanContext['site'], 'config'>,
): void {
  const { most } = config.notebook_minutes;
  if (notebook !== '' && Number(given) > most)
    throw new UserError('notebook-minutes-most', { given, most }, 'notebook_minutes');
}

/** The lock of the recipe for its manager. @throws UserError `lock-lacks`. */
function lockOf({
  recipe,
  language,
  manager,
  packages,
}: Pick<PlanRequest, 'recipe' | 'language' | 'manager' | 'packages'>): LockedEnvironment | undefined {
  if (recipe.lock === '') return undefined;
  const [source] = manager.installs;
  const kernel = language.kernelPackages(recipe.language_version)[source] ?? [];
  const { packages: locked, lock, added_lock } = parseLock(recipe.lock);
  const { installers = [] } = language;
  const needed = kernel.filter((spec) => added_lock || !installers.includes(kernelPackageName(spec)));
  const wanted = [...needed.map(language.packages.parse), ...packages, ...addedPackages(recipe)];
  const { normalizeName } = language.packages;
  // Markers may choose between several versions of a package.
  const versions = new Map<string, string[]>();
  for (const { name, version } of locked)
    versions.set(normalizeName(name), [...(versions.get(normalizeName(name)) ?? []), version]);
  const isLocked = (spec: PackageSpec) =>
    (versions.get(normalizeName(spec.name)) ?? []).some((version) => isIn(spec, version));
  const missing = wanted.filter((spec) => !isLocked(spec));
  if (missing.length > 0)
    throw new UserError('lock-lacks', { missing: missing.map(({ text }) => text) }, 'lock');
  const { language_version } = recipe;
  return { manager: manager.id, language_version, lock, ...(added_lock && { added_lock }) };
}

/** Whether the locked version is the one that a spec asks for; any will do for a spec without one. */
function isIn({ constraint }: PackageSpec, version: string): boolean {
  const asked = constraint.find(({ operator }) => operator === '==')?.version ?? '*';
  if (asked === '*') return true;
  return asked.endsWith('.*') ? `${version}.`.startsWith(asked.slice(0, -1)) : version === asked;
}

/** What is made from an earlier environment keeps its manager and language version, even if the recipe does not name them. */
export function asBuilt(recipe: Recipe, built: LockedEnvironment | EarlierEnvironment | undefined): Recipe {
  return built ? { ...recipe, manager: built.manager, language_version: built.language_version } : recipe;
}

/** Adds the packages that the site requires, except those that the recipe names itself. */
function withRequired(
  packages: readonly PackageSpec[],
  required: readonly PackageSpec[],
  { installs: [source] }: Manager,
): PackageSpec[] {
  const nameOf = ({ name, text }: PackageSpec) => sources[source].normalizeName(name || text);
  const named = new Set(packages.map(nameOf));
  return [...packages, ...required.filter((spec) => !named.has(nameOf(spec)))];
}

function modulesInit(recipe: Recipe, site: PlanContext['site']): string | undefined {
  if (recipe.modules.length === 0) return undefined;
  const there = isBuiltHere(recipe, site) ? undefined : site.config.modules.init;
  const { modules: init = there } = site.tools;
  if (init) return init;
  throw new UserError('modules-missing', {}, 'modules');
}
