/** What is known about the packages of a recipe before anything is installed: whether they exist, and what to know about them. */
import { languageOf } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import { chooseManager } from '../plan/choose-manager.js';
import { offeredVersions } from '../plan/versions.js';
import { packageFields, sourceOfField } from '../recipe/package-fields.js';
import type { Recipe } from '../recipe/recipe.js';
import type { AboutPackage, AboutPackages } from '../shared/form/package-facts.js';
import type { EquippedSite } from '../site/site.js';
import { hasChannels, type SourceId } from '../sources/index.js';
import { allowsPython, fitsConstraint } from '../sources/runtime/python-required.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';
import { type CatalogueFound, type FinderQuestion, packageFinder } from './find-package.js';
import { hasLibrary } from './host-library.js';
import type { PackageFacts } from './package-facts.js';

// A longer list comes from a file, of which the solve says what is wrong.
const MOST_PACKAGES = 40;
const AT_ONCE = 6;
// In milliseconds.
const DAY = 86_400_000;

interface Question extends FinderQuestion {
  /** Milliseconds since 1970. */
  now?: number;
}

/** @throws UserError or RequestErrors if no package manager can build the recipe. */
export async function aboutPackages(recipe: Recipe, question: Question): Promise<AboutPackages> {
  const { site } = question;
  const language = languageOf(recipe);
  const manager = chooseManager(recipe, language, site);
  const [source] = manager.installs;
  const asked = packageFields
    .flatMap((field) => recipe[field].map((spec) => ({ spec, source: sourceOfField(field) ?? source })))
    .filter(({ spec }) => !spec.url)
    .slice(0, MOST_PACKAGES);
  const find = packageFinder({ ...question, recipe, manager });
  const found = await inParallel(asked, ({ spec, source }) => find(source, spec.name));
  const facts = found.map((each) => (each.kind === 'facts' ? each.facts : undefined));
  const specs = asked.map(({ spec }) => spec);
  return {
    packages: asked.map((each, index) => about(each, facts[index], { language, ...question })),
    versions: versionsFor(specs, facts, language, site),
    ...notAsked(asked, found),
  };
}

/** Of the sources that could not be asked, the first. */
function notAsked(
  asked: readonly Asked[],
  found: readonly CatalogueFound[],
): Pick<AboutPackages, 'offline' | 'offline_source'> {
  const at = found.findIndex(({ kind }) => kind !== 'facts');
  const each = found[at];
  if (!each || each.kind === 'facts') return {};
  const offline = each.kind === 'loading' ? 'their lists of packages are still being downloaded' : each.why;
  return { offline, offline_source: hasChannels(asked[at]?.source ?? '') ? 'channels' : 'index' };
}

interface Asked {
  spec: PackageSpec;
  source: SourceId;
}

type PackageQuestion = Pick<Question, 'site' | 'now'> & { language: Language };

function about(
  { spec, source }: Asked,
  facts: PackageFacts | undefined,
  { language, site, now = Date.now() }: PackageQuestion,
): AboutPackage {
  const { packages } = language;
  const name = packages.normalizeName(spec.name);
  const warnings = [
    ...(packages.warningsAbout?.(spec.name, { source, hasLibrary }) ?? []),
    ...youth(facts, site.config.form.new_project_days, now),
    ...noVersion(spec, facts),
  ];
  if (facts && !facts.isThere) {
    const instead = warnings.flatMap((warning) => warning.instead || []);
    return { name, state: 'missing', close: closeOf(name, instead, source, packages), warnings: [] };
  }
  const newest = facts?.releases.find(({ version }) => fitsConstraint(version, spec.constraint));
  return {
    ...{ name, state: facts ? 'found' : 'unknown', close: [], warnings },
    ...(newest && { newest: newest.version }),
    ...(facts?.summary && { summary: facts.summary }),
  };
}

/** Names that may have been meant by one that does not exist, as their source has them. */
function closeOf(
  name: string,
  instead: string[],
  source: SourceId,
  packages: Language['packages'],
): string[] {
  const close = [...instead, ...packages.closeNames(name)];
  if (!hasChannels(source)) return [...new Set(close)];
  const onChannels = (each: string) => packages.channelPackage?.nameOnChannels(each);
  return [...new Set([onChannels(name) ?? [], ...close.map((each) => onChannels(each) ?? each)].flat())];
}

/** A warning if the project is younger than the site likes. */
function youth(facts: PackageFacts | undefined, days: number, now: number): AboutPackage['warnings'] {
  const age = facts?.first ? Math.floor((now - Date.parse(facts.first)) / DAY) : Number.POSITIVE_INFINITY;
  if (age >= days) return [];
  return [
    {
      text: `is new: its first release is ${age < 1 ? 'from today' : age === 1 ? '1 day old' : `${age} days old`}`,
    },
  ];
}

function noVersion(spec: PackageSpec, facts: PackageFacts | undefined): AboutPackage['warnings'] {
  const [newest] = facts?.releases ?? [];
  // Pre-releases and alternatives are left to the package manager.
  const isSimple = !spec.alternatives && spec.constraint.every(({ version }) => /^[\d.*]+$/.test(version));
  if (
    !newest ||
    !isSimple ||
    facts?.isNewest ||
    facts?.releases.some(({ version }) => fitsConstraint(version, spec.constraint))
  )
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
      // Older releases, which are not known, may have it.
      const known = facts[index]?.isNewest ? undefined : facts[index];
      const fitting = known?.releases.filter((release) => fitsConstraint(release.version, spec.constraint));
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
