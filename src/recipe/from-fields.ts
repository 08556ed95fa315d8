/** From texts as people type them, one a recipe field, to a recipe: the step that the form and the command line share. */
import { UserError, userErrorsOf } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import { defaultLanguage, languages } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import type { PackageSpec } from '../sources/package-spec.js';
import { pypi } from '../sources/pypi.js';
import { checkKernelName, kernelNameFrom } from './name.js';
import { parseRecipe, plainRecipe, type Recipe, type RecipeField, recipeFields } from './recipe.js';
import { type PackageList, readPackageList } from './text/package-list.js';
import { parseVariables } from './variables.js';

/** Recipe field → its text: lists one a line, variables as `NAME=value` lines. Other keys are passed over. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface FieldsRead {
  /** Only where there is no error. */
  recipe?: Recipe;
  /** Where nothing is wrong but the name: the recipe under another one. */
  unnamed?: Recipe;
  /** All mistakes, each with its field, in the order of the recipe's fields. */
  errors: UserError[];
  /** What was left out or guessed, in sentences. */
  notes: string[];
  /** What the text of `packages` was read as. */
  read: PackageList;
}

/**
 * Reads the typed texts; a field that is empty keeps its value of `base`, such as a file that was given. With `add`, the
 * packages of `base` come first and what is typed adds to them. Never throws.
 */
export function recipeFromFields(
  fields: Fields,
  base: Partial<Recipe> = {},
  { add = false }: { add?: boolean } = {},
): FieldsRead {
  const reading = new FieldsReading(fields, base, add ? base : {});
  const read = reading.packageList('packages');
  const { packages, pip_packages, ...others } = base;
  const draft = { name: '', ...(add ? others : base), ...reading.draft(read) };
  const recipe = reading.collect('name', () => parseRecipe(draft));
  const { errors, notes } = reading;
  const unnamed = recipe ? undefined : withoutName(draft, errors);
  errors.sort((a, b) => fieldOrder(a) - fieldOrder(b));
  return {
    errors,
    notes,
    read,
    ...(recipe && errors.length === 0 && { recipe }),
    ...(unnamed && { unnamed }),
  };
}

/** What will be made is known before it has a name. */
function withoutName(draft: object, errors: readonly UserError[]): Recipe | undefined {
  if (errors.some(({ field }) => field !== 'name' && field !== 'display_name')) return undefined;
  return parseRecipe({ ...draft, name: 'unnamed', display_name: '' });
}

/** The texts that would be typed for a recipe: the inverse of recipeFromFields, for a form that is filled in again. */
export function fieldsOfRecipe(recipe: Recipe): Record<RecipeField, string> {
  const { packages, pip_packages, channels, modules, install_variables, kernel_variables, ...texts } =
    plainRecipe(recipe);
  return {
    ...texts,
    packages: packages.join('\n'),
    pip_packages: pip_packages.join('\n'),
    channels: channels.join('\n'),
    modules: modules.join('\n'),
    install_variables: variableLines(install_variables),
    kernel_variables: variableLines(kernel_variables),
  };
}

type Draft = { [Field in RecipeField]?: Recipe[Field] };

class FieldsReading {
  readonly errors: UserError[] = [];
  readonly notes: string[] = [];

  /** An unknown one is an error of its own field. */
  readonly language: Language;

  constructor(
    private readonly fields: Fields,
    base: Partial<Recipe>,
    /** Its packages come before those that are typed. */
    private readonly first: Partial<Recipe>,
  ) {
    const named = this.text('language') || base.language;
    this.language = (named && lookUp(languages, named)) || defaultLanguage;
  }

  /** A field's text with plain line ends, without blanks around it. */
  text(field: RecipeField): string {
    return (this.fields[field] ?? '').replace(/\r\n?/g, '\n').trim();
  }

  packageList(field: 'packages' | 'pip_packages'): PackageList {
    return readPackageList(this.text(field), this.language, this.first[field]);
  }

  /** The fields that were typed, as values for the recipe's schema, which checks them. */
  draft(read: PackageList): Draft {
    const values: Draft = {
      ...this.nameAndDisplay(),
      language: this.text('language'),
      language_version: this.languageVersion(read),
      manager: this.text('manager'),
      channels: merge(words(this.text('channels')), read.channels),
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

  /** Runs `read` and collects its mistakes; those without a field stand in `field`. */
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
      // What comes of the name alone is told where the name was typed, and as it was typed.
      const given = code === 'name-empty' ? { given: this.text('name') } : facts;
      const place = at === 'display_name' && !this.text('display_name') ? 'name' : at;
      this.errors.push(new UserError(code, given, place, line));
    }
  }

  /** Any text gives a name; where that is not the text itself, the text is what the launcher shows. */
  private nameAndDisplay(): Draft {
    const typed = this.text('name').replace(/\s+/g, ' ');
    const name = isKernelName(typed) ? typed : kernelNameFrom(typed);
    return { name, display_name: this.text('display_name') || (typed === name ? '' : typed) };
  }

  private languageVersion(read: PackageList): string {
    const chosen = this.text('language_version');
    const asked = read.languageVersion;
    if (chosen && asked && chosen !== asked) {
      this.notes.push(`The packages ask for version ${asked}, but version ${chosen} is chosen`);
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

  /** The first line's indentation belongs to the code. */
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

/** Entries one a line or with blanks or commas between them; a line that begins with `#` is passed over. */
function words(text: string): string[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines.flatMap((line) => line.split(/[\s,]+/).filter(Boolean));
}

function merge(first: string[], more: string[]): string[] {
  return [...new Set([...first, ...more])];
}

function nameOf(spec: PackageSpec): string {
  return spec.name ? pypi.normalizeName(spec.name) : spec.text;
}

/** Quotes keep what reading a line would take off: quotes, and blanks at its ends. */
function variableLines(variables: Record<string, string>): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    return `${name}=${/^\s|\s$|^(["']).*\1$/s.test(value) ? `"${value}"` : value}`;
  });
  return lines.join('\n');
}

function fieldOrder({ field }: UserError): number {
  return recipeFields.map(String).indexOf(field ?? '');
}
