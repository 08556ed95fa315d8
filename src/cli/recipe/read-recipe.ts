/** Makes a recipe from a command line. */
import { collect, RequestErrors, UserError } from '../../base/errors.js';
import { withoutEarlier } from '../../form/site-form.js';
import type { FetchingSite } from '../../given/fetch.js';
import { type RecipeLike, recipeLike } from '../../kernels/like/recipe-like.js';
import { languageOf } from '../../languages/index.js';
import { savedRecipe } from '../../presets/my-recipes.js';
import { type Preset, presetFields } from '../../presets/preset.js';
import { presetErrors, withAgreements } from '../../presets/preset-rules.js';
import { findPreset } from '../../presets/presets.js';
import type { Finding } from '../../reading/finding.js';
import { type GivenText, givenText } from '../../reading/given-text.js';
import type { Fields } from '../../recipe/fields/fields-reading.js';
import { recipeFromFields } from '../../recipe/fields/from-fields.js';
import { typedText } from '../../recipe/fields/typed-text.js';
import { decodeFile } from '../../recipe/formats/files/decode.js';
import { fromIndex, indexDifferences } from '../../recipe/from-index.js';
import { parseCode } from '../../recipe/intake/parse-code.js';
import { type Choices, choiceText, parseChoices } from '../../recipe/intake/request/choices.js';
import { guessesIn } from '../../recipe/intake/request/request.js';
import { withoutServers } from '../../recipe/intake/request/servers.js';
import { type UnderstoodRequest, understandTexts } from '../../recipe/intake/understand.js';
import { changePackages } from '../../recipe/package-fields.js';
import type { Recipe, RecipeField } from '../../recipe/recipe.js';
import { interpretersOf, type Site } from '../../site/site.js';
import type { Given } from '../command.js';
import { givenTexts, isInput, openFile, type TextsGiven, textsAt } from './given-texts.js';
import {
  chooseOption,
  fileOption,
  fromIndexOption,
  fromRecipeOption,
  likeOption,
  nameArgument,
  packageArgument,
  presetOptions,
  withServersOption,
} from './input-options.js';
import { recipeOptions } from './recipe-options.js';

export interface RecipeRead {
  recipe: Recipe;
  /** What was left out or guessed, as sentences. */
  notes: string[];
  /** Packages that were guessed from the name of an import, as they are written. */
  guesses: string[];
  /** The id of the preset. */
  preset?: string;
}

/** `like`: the kernel to begin with. @throws RequestErrors with all mistakes, UserError if a file cannot be read or the preset is unknown. */
export async function readRecipe(
  given: Given,
  site: FetchingSite & Pick<Site, 'data_root'>,
  { like }: { like?: RecipeLike | undefined } = {},
): Promise<RecipeRead> {
  const chosen = readPreset(given, site);
  const { name, texts } = await argumentsOf(given, site);
  const path = given.text(fileOption.flag);
  const files = [...(path ? await textsAt(path, site) : []), ...texts.files];
  const all_texts = [givenText(texts.typed), ...files];
  const saved = savedBase(given, name, site);
  const { name: _, ...likeFields } = like ? withoutNamed(like.recipe, all_texts) : {};
  const own = saved ? withoutNamed(saved, all_texts) : baseOf(name, chosen?.preset);
  const base = like ? likeFields : own;
  const choices = parseChoices(given.list(chooseOption.flag));
  const code = await parseCode([typedText(texts.typed), ...files], interpretersOf(site));
  const { recipe, errors, notes, read } = recipeFromFields(
    await typedFields(given, name, texts.typed),
    base,
    {
      files,
      review: reviewOf(given, withoutEarlier(site)),
      choices,
      ahead: { code },
      add: true,
      default_channels: site.config.channels.default,
    },
  );
  const refused = chosen ? presetErrors(chosen.preset, recipe, chosen.accepted) : [];
  const all = [...errors.map(withoutLine), ...refused];
  collect(all, () => checkChoices(choices, read));
  if (!recipe || all.length > 0) throw new RequestErrors(all, offeredIn(read));
  const taken = given.flag(fromIndexOption.flag) ? fromIndex(recipe) : undefined;
  const made = taken?.recipe ?? recipe;
  return {
    recipe: chosen ? withAgreements(made, chosen.preset) : made,
    // Arguments have no line numbers.
    notes: [
      ...(like?.notes ?? []),
      ...notes.map(({ text }) => text),
      ...serverAdvice({ notes }),
      ...(taken ? indexDifferences(taken) : []),
    ],
    guesses: guessesIn(read),
    ...(chosen && { preset: chosen.preset.id }),
  };
}

/** Servers are left out, unless the option takes them. */
export function reviewOf(
  given: Given,
  earlier: (finding: Finding) => Finding = (finding) => finding,
): (finding: Finding) => Finding {
  return given.flag(withServersOption.flag) ? earlier : (finding) => withoutServers(earlier(finding));
}

/** How the servers that were left out can be installed. */
export function serverAdvice({ notes }: Pick<UnderstoodRequest, 'notes'>): string[] {
  return notes.some(({ server }) => server)
    ? [`Add \`${withServersOption.flag}\` to install the servers too`]
    : [];
}

/** What can be chosen about the problems of the texts. */
function offeredIn({ problems }: Pick<UnderstoodRequest, 'problems'>): RequestErrors['choices'] {
  return problems.flatMap(({ id, choices }) =>
    choices.map((choice) => ({ text: choiceText(id, choice), label: choice.label })),
  );
}

/** @throws UserError `choice-unknown`: a choice that changes nothing is a mistake. */
function checkChoices(choices: Choices, read: UnderstoodRequest): void {
  const used = new Set(read.notes.map(({ chosen }) => chosen));
  const known = offeredIn(read).map(({ text }) => text);
  for (const [problem, id] of choices) {
    const text = choiceText(problem, { id });
    if (!used.has(text)) throw new UserError('choice-unknown', { given: text, known });
  }
}

/** @throws UserError `preset-asks-nothing` if `--agree` names a variable that the preset does not ask for. */
function readPreset(
  given: Given,
  site: Pick<Site, 'config'>,
): { preset: Preset; accepted: string[] } | undefined {
  const [presetOption, agreeOption] = presetOptions;
  const id = given.text(presetOption.flag);
  const preset = id ? findPreset(id, site) : undefined;
  const accepted = given.list(agreeOption.flag);
  const known = preset?.agree.map(({ variable }) => variable) ?? [];
  const needless = accepted.find((variable) => !known.includes(variable));
  if (needless !== undefined) throw new UserError('preset-asks-nothing', { given: needless, known });
  return preset && { preset, accepted };
}

/** A file or `-` in the place of the name is a text. */
async function argumentsOf(given: Given, site: FetchingSite): Promise<{ name: string; texts: TextsGiven }> {
  const name = given.text(nameArgument.name);
  const words = given.list(packageArgument.name);
  return isInput(name)
    ? { name: '', texts: await givenTexts([name, ...words], site) }
    : { name, texts: await givenTexts(words, site) };
}

/** The kernel to make a new one like, if one is named. @throws as recipeLike. */
export async function readLike(given: Given, site: Site): Promise<RecipeLike | undefined> {
  const name = given.text(likeOption.flag);
  return name ? recipeLike(name, site) : undefined;
}

/** The saved recipe to begin with, if one is named. @throws UserError `recipe-unknown`; those of reading it. */
function savedBase(given: Given, name: string, site: Pick<Site, 'data_root'>): Recipe | undefined {
  const id = given.text(fromRecipeOption.flag);
  if (!id) return undefined;
  const { recipe } = savedRecipe(id, site);
  // A new name replaces the display name.
  return name && name !== recipe.name ? { ...recipe, display_name: '' } : recipe;
}

/** A recipe without the packages that the texts ask for in another version. */
function withoutNamed(recipe: Recipe, texts: readonly GivenText[]): Partial<Recipe> {
  const { normalizeName } = languageOf(recipe).packages;
  const named = understandTexts(texts, { language: recipe.language }).packages;
  const names = new Set(named.map(({ spec }) => normalizeName(spec.name)));
  return changePackages(recipe, (specs) => specs.filter(({ name }) => !names.has(normalizeName(name))));
}

/** A new name replaces the display name of the preset. */
function baseOf(name: string, preset?: Preset): Partial<Recipe> {
  const own = preset ? presetFields(preset) : {};
  const renamed = name && name !== own.name && !preset?.closed.includes('display_name');
  return { ...own, ...(renamed && { display_name: '' }) };
}

/** Typed packages add to those of the preset and the file; other options override them. */
async function typedFields(given: Given, name: string, packages: string): Promise<Fields> {
  const options = recipeOptions.map(async ({ flag, field, file, many }) => {
    const values = isVariables(field)
      ? given.list(flag).map((text) => assignment(text, field))
      : given.list(flag);
    const text = many ? values.join('\n') : given.text(flag);
    return [field, file && text ? decodeFile(await openFile(text, field)) : text] as const;
  });
  return {
    ...Object.fromEntries(await Promise.all(options)),
    name,
    packages,
  };
}

function isVariables(field: RecipeField): boolean {
  return field === 'install_variables' || field === 'kernel_variables';
}

/**
 * `NAME` alone takes the value from the environment, since all users of a host can read the arguments of a process.
 * @throws UserError `variable-not-given`.
 */
function assignment(text: string, field: RecipeField): string {
  if (!/^\w+$/.test(text)) return text;
  // `process.env` has the properties of every object too, such as `constructor`.
  const value = Object.hasOwn(process.env, text) ? process.env[text] : undefined;
  if (value === undefined || value.includes('\n'))
    throw new UserError('variable-not-given', { name: text }, field);
  // Quoted, so that quotes and surrounding spaces in the value are kept.
  return `${text}="${value}"`;
}

/** Arguments have no line numbers. */
function withoutLine({ code, facts, field }: UserError): UserError {
  return new UserError(code, facts, field);
}
