/** What is known about the packages of a recipe before anything is installed: whether they exist, and what to know about them. */
import { languageOf } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import type { Manager } from '../managers/manager.js';
import { chooseManager } from '../plan/choose-manager.js';
import { offeredVersions } from '../plan/versions.js';
import type { Recipe } from '../recipe/recipe.js';
import type { AboutPackage, AboutPackages } from '../shared/form/answers.js';
import { hostFor } from '../site/host.js';
import type { EquippedSite } from '../site/site.js';
import { allowsPython, fitsConstraint } from '../sources/runtime/python-required.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import type { Cache } from './cache.js';
import { hasLibrary } from './host-library.js';
import { findPackage, type PackageFacts } from './package-facts.js';

// A longer list comes from a file, of which the solve says what is wrong.
const MOST_PACKAGES = 40;
const AT_ONCE = 6;
// In milliseconds.
const DAY = 86_400_000;

interface Question {
  site: EquippedSite;
  cache: Cache;
  signal?: AbortSignal;
  /** Milliseconds since 1970. */
  now?: number;
}

/** @throws UserError or RequestErrors if no package manager can build the recipe. */
export async function aboutPackages(recipe: Recipe, question: Question): Promise<AboutPackages> {
  const { site } = question;
  const language = languageOf(recipe);
  const manager = chooseManager(recipe, language, site);
  const specs = recipe.packages.filter(({ url }) => !url).slice(0, MOST_PACKAGES);
  const indexes = manager.indexes?.(recipe, hostFor(manager, site), site.environment);
  const found = indexes
    ? await inParallel(specs, (spec) =>
        findPackage({ ...question, name: language.packages.normalizeName(spec.name), indexes }),
      )
    : [];
  const facts = found.map((each) => (each.kind === 'facts' ? each.facts : undefined));
  const offline = found.find((each) => each.kind === 'unknown')?.why;
  return {
    packages: specs.map((spec, index) => about(spec, facts[index], { language, manager, ...question })),
    versions: indexes ? versionsFor(specs, facts, language, site) : [],
    ...(offline && { offline }),
  };
}

type Context = Omit<Question, 'cache'> & { language: Language; manager: Manager };

function about(
  spec: PackageSpec,
  facts: PackageFacts | undefined,
  { language, manager, site, now = Date.now() }: Context,
): AboutPackage {
  const { packages } = language;
  const [source] = manager.installs;
  const name = packages.normalizeName(spec.name);
  const warnings = [
    ...(packages.warningsAbout?.(spec.name, { source, hasLibrary }) ?? []),
    ...youth(facts, site.config.form.new_project_days, now),
    ...noVersion(spec, facts),
  ];
  if (facts && !facts.isThere) {
    const close = [
      ...new Set([...warnings.flatMap(({ instead }) => instead || []), ...packages.closeNames(name)]),
    ];
    return { name, state: 'missing', close, warnings: [] };
  }
  const newest = facts?.releases.find(({ version }) => fitsConstraint(version, spec.constraint));
  return {
    ...{ name, state: facts ? 'found' : 'unknown', close: [], warnings },
    ...(newest && { newest: newest.version }),
    ...(facts?.summary && { summary: facts.summary }),
  };
}

/** A warning if the project is younger than the site likes. */
function youth(facts: PackageFacts | undefined, days: number, now: number): AboutPackage['warnings'] {
  const age = facts?.first ? Math.floor((now - Date.parse(facts.first)) / DAY) : Number.POSITIVE_INFINITY;
  if (age >= days) return [];
  return [
    {
      text: `is new: its first release is ${age < 1 ? 'of today' : age === 1 ? '1 day old' : `${age} days old`}`,
    },
  ];
}

function noVersion(spec: PackageSpec, facts: PackageFacts | undefined): AboutPackage['warnings'] {
  const [newest] = facts?.releases ?? [];
  // Pre-releases and alternatives are left to the package manager.
  const isSimple = !spec.alternatives && spec.constraint.every(({ version }) => /^[\d.*]+$/.test(version));
  if (!newest || !isSimple || facts?.releases.some(({ version }) => fitsConstraint(version, spec.constraint)))
    return [];
  const asked = spec.constraint.map(({ operator, version }) => `${operator}${version}`).join(',');
  return [{ text: `has no release \`${asked}\`: the newest is ${newest.version}` }];
}

/** For each version of the language that the site has: the first package that has no release for it. */
function versionsFor(
  specs: readonly PackageSpec[],
  facts: readonly (PackageFacts | undefined)[],
  language: Language,
  site: EquippedSite,
): AboutPackages['versions'] {
  return offeredVersions(language, site, []).map(({ version }) => {
    const against = specs.find((spec, index) => {
      const fitting = facts[index]?.releases.filter((release) =>
        fitsConstraint(release.version, spec.constraint),
      );
      return (
        fitting && fitting.length > 0 && !fitting.some(({ requires }) => allowsPython(requires, version))
      );
    });
    return { version, ...(against && { against: against.text }) };
  });
}

/** The results in the order of the items. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const open = [...items.entries()].reverse();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = open.pop(); next; next = open.pop()) results[next[0]] = await act(next[1]);
  });
  await Promise.all(workers);
  return results;
}
