/** A kernel's recipe with packages added and removed, as its owner would edit it. Pure. */
import { RequestErrors, UserError } from '../../base/errors.js';
import { nextTurn } from '../../base/pieces.js';
import { languageOf } from '../../languages/index.js';
import { kernelPackageName, type Language } from '../../languages/language.js';
import { givenText } from '../../reading/given-text.js';
import { type FieldsRead, recipeFromFields } from '../../recipe/fields/from-fields.js';
import { typedText } from '../../recipe/fields/typed-text.js';
import { readAhead } from '../../recipe/intake/ahead/read-ahead.js';
import { askedPackages, changePackages } from '../../recipe/package-fields.js';
import type { Recipe } from '../../recipe/recipe.js';
import { type InstalledNeeds, neededBy } from '../../sources/installed-needs.js';
import type { PackageSpec } from '../../sources/specs/package-spec.js';

export interface RecipeChange {
  /** Packages, or texts with packages: an error message, commands. */
  add: readonly string[];
  /** Names of packages. */
  remove: readonly string[];
}

export interface ChangedRecipe {
  recipe: Recipe;
  /** What a person has to know, in sentences. */
  notes: string[];
  /** Packages that were guessed from the name of an import. */
  guesses: string[];
}

interface UpdateFacts {
  /** The packages of the published environment, with what each needs. */
  installed: readonly InstalledNeeds[];
  /** The site's default channels. */
  default_channels: readonly string[];
}

/** @throws RequestErrors with all mistakes in the texts, and packages to remove that the recipe does not ask for. */
export async function changeRecipe(
  recipe: Recipe,
  { add, remove }: RecipeChange,
  facts: UpdateFacts,
): Promise<ChangedRecipe> {
  const language = languageOf(recipe);
  const removing = withoutPackages(recipe, remove, language, facts);
  const adding = await withPackages(removing.recipe, add, language, facts);
  const errors = [...removing.errors, ...adding.errors];
  if (!adding.recipe || errors.length > 0) throw new RequestErrors(errors);
  const stays = removing.names.flatMap((name) => staysFor(name, adding.recipe ?? recipe, language, facts));
  return {
    // What is installed is no longer what an earlier lock says.
    recipe: { ...adding.recipe, lock: '' },
    notes: [...adding.notes, ...stays],
    guesses: adding.guesses,
  };
}

interface Removing {
  recipe: Recipe;
  names: string[];
  errors: UserError[];
}

function withoutPackages(
  recipe: Recipe,
  given: readonly string[],
  language: Language,
  facts: UpdateFacts,
): Removing {
  const names = given.map((text) => nameIn(text, language)).filter((name) => name !== '');
  const isIn = (specs: readonly PackageSpec[], name: string) =>
    specs.some((spec) => isNamed(spec, name, language));
  const errors = names
    .filter((name) => !isIn(askedPackages(recipe), name))
    .map((name) => notAsked(name, recipe, language, facts));
  const kept = changePackages(recipe, (specs) =>
    specs.filter((spec) => !names.some((name) => isNamed(spec, name, language))),
  );
  return { recipe: kept, names, errors };
}

/** `numpy` for `numpy==1.26`; a text that is no package spec stays as it is. */
function nameIn(text: string, { packages }: Language): string {
  try {
    const { name, text: whole } = packages.parse(text);
    return name || whole;
  } catch {
    return text.trim();
  }
}

function isNamed({ name, text }: PackageSpec, wanted: string, language: Language): boolean {
  return equalNames(name || text, wanted, language);
}

function notAsked(name: string, recipe: Recipe, language: Language, { installed }: UpdateFacts): UserError {
  const asked = askedNames(recipe);
  const kernel = kernelPackages(language);
  const needed_by = whatNeeds(name, asked, language, installed);
  if (needed_by.length > 0) return new UserError('remove-needed', { given: name, needed_by }, 'remove');
  const isKernels =
    kernel.some((each) => equalNames(each, name, language)) ||
    whatNeeds(name, kernel, language, installed).length > 0;
  return isKernels
    ? new UserError('remove-needed-by-kernel', { given: name }, 'remove')
    : new UserError('remove-not-asked', { given: name, asked }, 'remove');
}

/** A note for a package that is no longer asked for, but that another one needs. */
function staysFor(name: string, recipe: Recipe, language: Language, { installed }: UpdateFacts): string[] {
  const [cause] = whatNeeds(name, [...askedNames(recipe), ...kernelPackages(language)], language, installed);
  return cause === undefined ? [] : [`\`${name}\` stays in the environment, because \`${cause}\` needs it`];
}

/** Those of the candidates that need a package, directly or not. */
function whatNeeds(
  name: string,
  candidates: readonly string[],
  language: Language,
  installed: readonly InstalledNeeds[],
): string[] {
  const causes = neededBy(name, installed);
  return candidates.filter((each) => causes.some((cause) => equalNames(cause.name, each, language)));
}

function askedNames(recipe: Recipe): string[] {
  return askedPackages(recipe).map(({ name, text }) => name || text);
}

/** The packages that make a kernel of the environment. */
function kernelPackages(language: Language): string[] {
  return [...new Set(Object.values(language.kernelPackages('')).flat().map(kernelPackageName))];
}

function equalNames(one: string, other: string, { packages }: Language): boolean {
  return packages.normalizeName(one) === packages.normalizeName(other);
}

interface Adding extends Pick<ChangedRecipe, 'notes' | 'guesses'> {
  recipe?: Recipe;
  errors: readonly UserError[];
}

async function withPackages(
  recipe: Recipe,
  add: readonly string[],
  language: Language,
  { default_channels }: UpdateFacts,
): Promise<Adding> {
  const texts = add.filter((text) => text.trim() !== '');
  if (texts.length === 0) return { recipe, errors: [], notes: [], guesses: [] };
  // A word is a package; what has several is a text, such as an error message.
  const typed = texts.filter((text) => !/\s/.test(text.trim())).join('\n');
  const files = texts.filter((text) => /\s/.test(text.trim())).map((text) => givenText(text));
  const given = [...files, ...(typed === '' ? [] : [typedText(typed)])];
  // The lines of code are read one by one.
  const ahead = await readAhead(given, { language: recipe.language, interpreters: async () => [] });
  const read = (base: Partial<Recipe>) =>
    recipeFromFields({ packages: typed }, base, { add: true, files, ahead, default_channels });
  const asked = read({ name: recipe.name, language: recipe.language });
  const replacing = withoutReplaced(recipe, asked, language);
  // For a long text, the rest takes as long as other requests may wait.
  await nextTurn();
  const found = read(replacing.recipe);
  await nextTurn();
  return {
    ...(found.recipe && { recipe: found.recipe }),
    errors: found.errors,
    notes: [...replacing.notes, ...found.notes.map(({ text }) => text)],
    guesses: found.read.packages.filter(({ guessed }) => guessed).map(({ spec }) => spec.text),
  };
}

/** Without what the texts ask for in another version. */
function withoutReplaced(
  recipe: Recipe,
  { read }: FieldsRead,
  language: Language,
): { recipe: Partial<Recipe>; notes: string[] } {
  const notes: string[] = [];
  const kept = changePackages(recipe, (specs) =>
    specs.filter((spec) => {
      const next = read.packages.find((each) => isNamed(spec, each.spec.name || each.spec.text, language));
      if (!next || next.spec.text === spec.text) return true;
      notes.push(`\`${spec.text}\` is replaced by \`${next.spec.text}\``);
      return false;
    }),
  );
  const { language_version } = recipe;
  const version = read.languageVersion ?? language_version;
  if (version !== language_version && language_version !== '')
    notes.push(`${language.label} ${language_version} is replaced by ${language.label} ${version}`);
  return { recipe: { ...kept, language_version: version }, notes };
}
