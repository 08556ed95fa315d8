/** The recipe of a kernel like one that the user has. It records packages: the other kernel may change or go. */
import { minorVersion } from '../../base/version.js';
import { languageOf } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import { changePackages } from '../../recipe/package-fields.js';
import { parseRecipe, type Recipe } from '../../recipe/recipe.js';
import { compareText, count } from '../../shared/format.js';
import type { Site } from '../../site/site.js';
import type { PackageSpec } from '../../sources/specs/package-spec.js';
import { knownRecipe } from '../built-environment.js';
import { readReport } from '../generation.js';
import { checkAnswers } from '../home.js';
import type { Kernel, KernelPlaces } from '../kernelspec.js';
import { refusalOf } from '../may-change.js';
import { askedPackages } from './asked-packages.js';
import { findBase } from './find-base.js';
import { type Installed, installedPackages } from './installed-packages.js';

export interface RecipeLike {
  /** The kernel that it is like. */
  kernel: Kernel;
  /** Its name is `unnamed`. */
  recipe: Recipe;
  /** What was left out, in sentences. */
  notes: string[];
}

type BaseSite = KernelPlaces & Pick<Site, 'data_root' | 'environment' | 'locations'>;

/** @throws UserError `base-unknown`, `refusalOf` an unreadable kernel, and those of installedPackages. */
export async function recipeLike(name: string, site: BaseSite): Promise<RecipeLike> {
  const kernel = await findBase(name, site);
  if (kernel.unreadable) throw refusalOf(kernel);
  const made = kernel.origin ? await likeOurs(kernel, site) : await likeOther(kernel, site);
  return { kernel, ...made };
}

type OwnRecipe = Omit<RecipeLike, 'kernel'>;

const unnamed = { name: 'unnamed', display_name: '', location: '', build_on: '', lock: '' };

/** What its recipe asks for, in the versions that are installed. */
async function likeOurs(kernel: Kernel, site: BaseSite): Promise<OwnRecipe> {
  checkAnswers(kernel, site);
  const { recipe: kept, missing } = await knownRecipe(kernel, site);
  const report = readReport(kernel.origin?.prefix ?? '');
  const language = languageOf(kept);
  const { normalizeName } = language.packages;
  const versions = new Map((report?.packages ?? []).map((each) => [normalizeName(each.name), each.version]));
  const pinned = (specs: readonly PackageSpec[]) =>
    specs.map((spec) => pinnedText(spec, versions.get(normalizeName(spec.name))));
  const version = language.versions.length > 0 ? minorVersion(report?.kernel.language_version ?? '') : '';
  const recipe = parseRecipe({
    ...changePackages(kept, pinned),
    ...unnamed,
    language_version: version || kept.language_version,
  });
  const lost = Object.values(missing).flat();
  const notes = [
    ...(report ? [] : ['Its environment cannot be read, so the versions are those of its recipe']),
    ...(lost.length > 0
      ? [`The values of its secret variables ${lost.join(', ')} are no longer stored: enter them again`]
      : []),
  ];
  return { recipe, notes };
}

/** With the version, unless the package is from an address or depends on a condition. */
function pinnedText({ text, name }: PackageSpec, version: string | undefined): string {
  const extras = /^[\w.-]+(\[[^\]]*\])?\s*(?:[<>=!~].*)?$/.exec(text);
  return extras && version && !text.includes(';') ? `${name}${extras[1] ?? ''}==${version}` : text;
}

async function likeOther(kernel: Kernel, site: BaseSite): Promise<OwnRecipe> {
  const { language, installed } = await installedPackages(kernel, site.environment);
  const { packages, notes } = packagesOf(installed, language);
  const version = minorVersion(installed.version);
  const recipe = parseRecipe({ ...unnamed, language: language.id, language_version: version, packages });
  return { recipe, notes };
}

/** The packages of an environment as package specs. */
export function packagesOf(
  installed: Installed,
  language: Pick<Language, 'packages' | 'installed'>,
): { packages: string[]; notes: string[] } {
  const { normalizeName } = language.packages;
  const needless = new Set(language.installed?.left_out.map(normalizeName));
  const asked = askedPackages(
    installed.packages.filter(({ name }) => !needless.has(normalizeName(name))),
    normalizeName,
  );
  const direct = asked.filter((each) => each.direct !== undefined);
  const local = asked.filter((each) => !each.direct && each.version.includes('+'));
  const names = (some: readonly { name: string }[]) => some.map(({ name }) => `\`${name}\``).join(', ');
  const notes = [
    ...(direct.length > 0 ? [`Left out, because they are not from a package index: ${names(direct)}`] : []),
    ...(local.length > 0 ? [`Without the part after \`+\` of their versions: ${names(local)}`] : []),
    ...(installed.conda && language.installed ? [language.installed.of_conda] : []),
    `${count(installed.packages.length - asked.length, 'more package')} of its environment came with these, or a kernel does not need them`,
  ];
  const packages = asked
    .filter((each) => each.direct === undefined)
    .map(({ name, version }) => `${name}==${version.replace(/\+.*$/, '')}`)
    .sort(compareText);
  return { packages, notes };
}
