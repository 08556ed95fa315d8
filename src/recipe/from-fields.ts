/** From typed texts, one per recipe field, to a recipe, for the form and the command line. */
import { UserError, userErrorsOf } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import { defaultLanguage, languages } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import type { PackageSpec } from '../sources/package-spec.js';
import { pypi } from '../sources/pypi.js';
import {
  type AskedChannels,
  askedByList,
  type ChannelLayer,
  listOfChannels,
  noChannels,
  type PlacedChannel,
  placeChannels,
} from './asked-channels.js';
import { checkKernelName, kernelNameFrom } from './name.js';
import { parseRecipe, plainRecipe, type Recipe, type RecipeField, recipeFields } from './recipe.js';
import { type PackageList, readPackageList } from './text/package-list.js';
import { parseVariables } from './variables.js';

/** Recipe field → its text: lists with one item per line, variables as `NAME=value` lines. Other keys are ignored. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface FieldsRead {
  /** Absent if there are errors. */
  recipe?: Recipe;
  /** The recipe with a placeholder name, if only the name is wrong. */
  unnamed?: Recipe;
  /** All errors, each with its field, in the order of the recipe's fields. */
  errors: UserError[];
  /** Sentences about what was left out or guessed. */
  notes: string[];
  /** The result of reading the text of `packages`. */
  read: PackageList;
  /** The recipe's channels and where each comes from, highest priority first. */
  channels: PlacedChannel[];
}

interface Context {
  /** Typed packages come after those of `base`; otherwise they replace them. */
  add?: boolean;
  /** The site's default channels. */
  default_channels?: readonly string[];
  /** What files ask of conda; `base.channels` is a complete list, behind them. */
  asked_channels?: readonly AskedChannels[];
}

/** Reads the typed texts. An empty field keeps its value from `base`, such as an uploaded file. Never throws. */
export function recipeFromFields(
  fields: Fields,
  base: Partial<Recipe> = {},
  { add = false, default_channels = [], asked_channels = [] }: Context = {},
): FieldsRead {
  const reading = new FieldsReading(fields, base, add ? base : {});
  const read = reading.packageList('packages');
  const { packages, pip_packages, ...others } = base;
  const channels = placeChannels(reading.channelLayers(read, asked_channels), default_channels);
  const draft = {
    name: '',
    ...(add ? others : base),
    ...reading.draft(read),
    channels: channels.map(({ channel }) => channel),
  };
  const recipe = reading.collect('name', () => parseRecipe(draft));
  const { errors, notes } = reading;
  const unnamed = recipe ? undefined : withoutName(draft, errors);
  errors.sort((a, b) => fieldOrder(a) - fieldOrder(b));
  return {
    errors,
    notes,
    read,
    channels,
    ...(recipe && errors.length === 0 && { recipe }),
    ...(unnamed && { unnamed }),
  };
}

/** Lets the preview show what will be made before the kernel has a name. */
function withoutName(draft: object, errors: readonly UserError[]): Recipe | undefined {
  if (errors.some(({ field }) => field !== 'name' && field !== 'display_name')) return undefined;
  return parseRecipe({ ...draft, name: 'unnamed', display_name: '' });
}

/** The texts to type for a recipe on a site with these default channels: the inverse of recipeFromFields, to fill in a form. */
export function fieldsOfRecipe(
  recipe: Recipe,
  default_channels: readonly string[],
): Record<RecipeField, string> {
  const { packages, pip_packages, channels, modules, install_variables, kernel_variables, ...texts } =
    plainRecipe(recipe);
  return {
    ...texts,
    packages: packages.join('\n'),
    pip_packages: pip_packages.join('\n'),
    channels: listOfChannels(channels, default_channels).join('\n'),
    modules: modules.join('\n'),
    install_variables: variableLines(install_variables),
    kernel_variables: variableLines(kernel_variables),
  };
}

type Draft = { [Field in RecipeField]?: Recipe[Field] };

class FieldsReading {
  readonly errors: UserError[] = [];
  readonly notes: string[] = [];

  /** The default one if the given one is unknown, which is an error of the field `language`. */
  readonly language: Language;

  constructor(
    private readonly fields: Fields,
    private readonly base: Partial<Recipe>,
    /** The recipe with the packages that come before the typed ones. */
    private readonly first: Partial<Recipe>,
  ) {
    const named = this.text('language') || base.language;
    this.language = (named && lookUp(languages, named)) || defaultLanguage;
  }

  /** A field's text with `\n` at line ends, without surrounding space. */
  text(field: RecipeField): string {
    return (this.fields[field] ?? '').replace(/\r\n?/g, '\n').trim();
  }

  packageList(field: 'packages' | 'pip_packages'): PackageList {
    return readPackageList(this.text(field), this.language, this.first[field]);
  }

  /** The typed fields, as values for the recipe's schema. */
  draft(read: PackageList): Draft {
    const values: Draft = {
      ...this.nameAndDisplay(),
      language: this.text('language'),
      language_version: this.languageVersion(read),
      manager: this.text('manager'),
      ...this.packages(read),
      modules: words(this.text('modules').replace(/^(module (load|add)|ml) /gm, '')),
      install_variables: this.variables('install_variables'),
      kernel_variables: this.variables('kernel_variables'),
      location: this.text('location'),
      build_on: this.text('build_on'),
      smoke_code: this.smokeCode(),
    };
    return Object.fromEntries(Object.entries(values).filter(([, value]) => isTyped(value)));
  }

  /** The typed field comes before the typed packages, and these before the files. */
  channelLayers(read: PackageList, files: readonly AskedChannels[]): ChannelLayer[] {
    const { manager = 'auto', channels = [] } = this.base;
    const layers: ChannelLayer[] = [
      { origin: 'field', ...askedByList(words(this.text('channels'))) },
      { origin: 'packages', ...read.channels },
      ...files.map((asked) => ({ origin: 'file' as const, ...asked })),
      ...(channels.length > 0
        ? [{ origin: 'file' as const, ...noChannels, first: channels, only: true }]
        : []),
    ];
    // Whoever names a package manager decides what is asked of conda.
    const isOpen = (this.text('manager') || manager) === 'auto';
    return isOpen ? layers : layers.map((layer) => ({ ...layer, conda: false }));
  }

  /** Runs `read` and collects its errors; those without a field get `field`. */
  collect<Value>(field: RecipeField, read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      const found = userErrorsOf(error);
      if (found.length === 0) throw error;
      this.fail(field, found);
      return undefined;
    }
  }

  private fail(field: RecipeField, errors: readonly UserError[]): void {
    for (const { code, facts, field: at = field, line } of errors) {
      // Errors that come from the typed name alone are reported at its field, as it was typed.
      const given = code === 'name-empty' ? { given: this.text('name') } : facts;
      const place = at === 'display_name' && !this.text('display_name') ? 'name' : at;
      this.errors.push(new UserError(code, given, place, line));
    }
  }

  /** Any text becomes a name; if the two differ, the text becomes the display name. */
  private nameAndDisplay(): Draft {
    const typed = this.text('name').replace(/\s+/g, ' ');
    const name = isKernelName(typed) ? typed : kernelNameFrom(typed);
    return { name, display_name: this.text('display_name') || (typed === name ? '' : typed) };
  }

  private languageVersion(read: PackageList): string {
    const chosen = this.text('language_version');
    const asked = read.languageVersion;
    if (chosen && asked && chosen !== asked) {
      this.notes.push(`The packages require version ${asked}, but version ${chosen} is chosen`);
    }
    return chosen || (asked ?? '');
  }

  private packages(read: PackageList): Draft {
    const pip = this.packageList('pip_packages');
    this.take('packages', read);
    this.take('pip_packages', pip);
    const own = [...pip.packages, ...pip.pipPackages];
    const named = new Set(own.map(nameOf));
    const pasted = read.pipPackages.filter((spec) => !named.has(nameOf(spec)));
    return { packages: read.packages, pip_packages: [...own, ...pasted] };
  }

  private take(field: RecipeField, { errors, notes }: PackageList): void {
    this.fail(
      field,
      errors.map(({ code, facts, line }) => new UserError(code, facts, field, line)),
    );
    this.notes.push(...notes.map(({ line, text }) => `Line ${line}: ${text}`));
  }

  private variables(field: 'install_variables' | 'kernel_variables'): Record<string, string> {
    return this.collect(field, () => parseVariables(this.text(field))) ?? {};
  }

  /** Keeps the indentation of the first line, which is part of the code. */
  private smokeCode(): string {
    const code = (this.fields.smoke_code ?? '').replace(/\r\n?/g, '\n');
    return code.replace(/^(\s*\n)+/, '').trimEnd();
  }
}

function isTyped(value: Draft[RecipeField]): boolean {
  if (value === undefined || value === '') return false;
  return typeof value === 'string' || Object.keys(value).length > 0;
}

function isKernelName(text: string): boolean {
  try {
    checkKernelName(text);
    return true;
  } catch {
    return false;
  }
}

/** Entries separated by lines, spaces or commas; lines that start with `#` are ignored. */
function words(text: string): string[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines.flatMap((line) => line.split(/[\s,]+/).filter(Boolean));
}

function nameOf(spec: PackageSpec): string {
  return spec.name ? pypi.normalizeName(spec.name) : spec.text;
}

/** Adds quotes around values that would otherwise lose their quotes or outer spaces when they are read. */
function variableLines(variables: Record<string, string>): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    return `${name}=${/^\s|\s$|^(["']).*\1$/s.test(value) ? `"${value}"` : value}`;
  });
  return lines.join('\n');
}

function fieldOrder({ field }: UserError): number {
  return recipeFields.map(String).indexOf(field ?? '');
}
