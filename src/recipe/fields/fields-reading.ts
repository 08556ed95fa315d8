/** Reads the typed texts of a recipe's fields, and the files beside them. */
import { UserError, userErrorsOf } from '../../base/errors.js';
import type { Finding } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import { addingSource, hasChannels, sources } from '../../sources/index.js';
import type { PackageSpec } from '../../sources/specs/package-spec.js';
import {
  askedByList,
  type ChannelLayer,
  noChannels,
  type PlacedChannel,
} from '../channels/asked-channels.js';
import { isIndex } from '../channels/channel.js';
import type { ReadAhead } from '../intake/ahead/read-ahead.js';
import type { Choices } from '../intake/request/choices.js';
import { type Note, type ProblemFound, requestFields, sourceAsked } from '../intake/request/request.js';
import { type UnderstoodRequest, understandTexts } from '../intake/understand.js';
import { namesFrom } from '../name-from-title.js';
import type { Recipe, RecipeField, RecipeInput } from '../recipe.js';
import { parseVariables } from '../schema/variables.js';
import { codeIn, itemsIn, TEXT_MOST, typedText, withLineFeeds, wordsIn } from './typed-text.js';

/** Recipe field → its text: lists with one item per line, variables as `NAME=value` lines. Other keys are ignored. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface FieldsOptions {
  /** Typed packages come after those of `base`; without, they replace them. */
  add?: boolean;
  /** Texts that are read together with the one of `packages`. */
  files?: readonly GivenText[];
  /** Changes what was found in the texts, such as what the site does not take from files. */
  review?: (finding: Finding) => Finding;
  /** What was chosen about problems of the text of `packages` and of the files. */
  choices?: Choices;
  /** What was found before in the texts of `packages` and `pip_packages` and in the files. */
  ahead?: ReadAhead;
  /** The site's default channels. `base.channels` is a complete list. */
  default_channels?: readonly string[];
}

type Draft = { [Field in RecipeField]?: RecipeInput[Field] };

/** What the typed texts and the files say, before they are checked as one recipe. */
export class FieldsReading {
  readonly errors: UserError[] = [];
  readonly notes: Note[] = [];
  readonly read: UnderstoodRequest;

  constructor(
    private readonly fields: Fields,
    private readonly base: Partial<Recipe>,
    /** `first` is the recipe with the packages that come before the typed ones. */
    private readonly given: { first: Partial<Recipe> } & Required<
      Pick<FieldsOptions, 'files' | 'review' | 'choices' | 'ahead'>
    >,
  ) {
    const language = this.text('language') || base.language;
    this.read = this.understand('packages', { language, files: given.files });
  }

  /** A field's text with `\n` at line ends, without surrounding space. */
  text(field: RecipeField): string {
    return withLineFeeds(this.fields[field] ?? '').trim();
  }

  /** The typed fields, as values for the recipe's schema. */
  draft(channels: readonly PlacedChannel[]): Draft {
    const asked = requestFields(this.read);
    const values: Draft = {
      ...asked,
      ...this.nameAndDisplay(asked),
      language: this.text('language') || (asked.language ?? ''),
      language_version: this.languageVersion(asked),
      manager: this.text('manager') || (asked.manager ?? ''),
      source: this.text('source') || this.sourceAsked(channels),
      ...this.packages(asked),
      lock: this.text('lock') || (asked.lock ?? ''),
      build_constraints: mergeSpecs(itemsIn(this.text('build_constraints')), asked.build_constraints),
      build_packages: mergeSpecs(itemsIn(this.text('build_packages')), asked.build_packages),
      modules: merge(wordsIn(this.text('modules').replace(/^(module (load|add)|ml) /gm, '')), asked.modules),
      imports: merge(wordsIn(this.text('imports')), asked.imports),
      install_variables: { ...asked.install_variables, ...this.variables('install_variables') },
      kernel_variables: { ...asked.kernel_variables, ...this.variables('kernel_variables') },
      location: this.text('location') || (asked.location ?? ''),
      build_on: this.text('build_on') || (asked.build_on ?? ''),
      smoke_code: codeIn(this.fields.smoke_code ?? '') || (asked.smoke_code ?? ''),
      ...this.notebook(asked),
    };
    return Object.fromEntries(Object.entries(values).filter(([, value]) => isTyped(value)));
  }

  /** The typed field comes before the typed packages, and these before the files. */
  channelLayers(): ChannelLayer[] {
    const { channels = [] } = this.base;
    const { channels: asked } = this.read;
    const typed = asked.filter(({ file }) => file === undefined);
    const files = asked.filter(({ file }) => file !== undefined);
    const layers: ChannelLayer[] = [
      { origin: 'field', ...askedByList(wordsIn(this.text('channels'))) },
      ...typed.map((each) => ({ ...each, origin: 'packages' as const })),
      ...files.map((each) => ({ ...each, origin: 'file' as const })),
      ...(channels.length > 0
        ? [{ origin: 'file' as const, ...noChannels, first: channels, only: true }]
        : []),
    ];
    return this.isOpen ? layers : layers.map((layer) => ({ ...layer, conda: false }));
  }

  /** A named package manager decides what is requested from conda. */
  private get isOpen(): boolean {
    const { manager = 'auto' } = this.base;
    return (this.text('manager') || this.read.settings.manager || manager) === 'auto';
  }

  /** Channels ask for conda, whatever asks for the packages. */
  private sourceAsked(channels: readonly PlacedChannel[]): string {
    const { source } = this.read.settings;
    if (source) return source;
    const asked = this.isOpen ? sourceAsked(this.read) : '';
    return !hasChannels(asked) && channels.some(({ channel }) => !isIndex(channel)) ? '' : asked;
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

  private understand(
    field: 'packages' | 'pip_packages',
    { language = '', files = [] }: { language?: string | undefined; files?: readonly GivenText[] },
  ): UnderstoodRequest {
    const { text } = typedText(this.text(field) === '' ? '' : (this.fields[field] ?? ''));
    const tooLong = text.length > TEXT_MOST;
    if (tooLong)
      this.errors.push(new UserError('text-too-long', { what: 'The text', most: TEXT_MOST }, field));
    const texts = text === '' || tooLong ? files : [...files, typedText(text)];
    const understood = understandTexts(texts, {
      language,
      first: this.given.first[field] ?? [],
      review: this.given.review,
      ...this.given.ahead,
      // The lines of other fields have the same numbers.
      ...(field === 'packages' && { choices: this.given.choices }),
    });
    const hasLines = text.includes('\n');
    for (const each of understood.problems) this.errors.push(placedError(each, field, hasLines));
    this.notes.push(...understood.notes);
    return understood;
  }

  /** Any text becomes a name; if the two differ, the text becomes the display name. */
  private nameAndDisplay(asked: Partial<Recipe>): Draft {
    const typed = this.text('name').replace(/\s+/g, ' ');
    const own = typed || (asked.name ?? '');
    const { name, display_name = '' } = namesFrom(own);
    const kept = name === asked.name ? asked.display_name : undefined;
    return { name, display_name: this.text('display_name') || display_name || (kept ?? '') };
  }

  private languageVersion({ language_version: asked = '' }: Partial<Recipe>): string {
    const chosen = this.text('language_version');
    const used = chosen || asked;
    const before = this.base.language_version ?? '';
    const note = (text: string) => this.notes.push({ text });
    if (asked && asked !== used) note(`The packages require version ${asked}, but version ${used} is chosen`);
    if (before && used && before !== used)
      note(`The preset has version ${before}, but version ${used} is chosen`);
    return used;
  }

  private packages({ packages = [], pip_packages = [] }: Partial<Recipe>): Draft {
    const own = this.understand('pip_packages', { language: this.text('language') });
    const added = own.packages.map(({ spec }) => spec);
    const named = new Set(added.map(nameOf));
    const pasted = pip_packages.filter((spec) => !named.has(nameOf(spec)));
    const { first } = this.given;
    return {
      packages: [...(first.packages ?? []), ...packages],
      pip_packages: [...(first.pip_packages ?? []), ...added, ...pasted],
    };
  }

  private variables(field: 'install_variables' | 'kernel_variables'): Record<string, string> {
    return this.collect(field, () => parseVariables(this.text(field))) ?? {};
  }

  private notebook(asked: Partial<Recipe>): Draft {
    const notebook = this.text('notebook') || (asked.notebook ?? '');
    const notebook_minutes = this.text('notebook_minutes') || (asked.notebook_minutes ?? '');
    const notebook_failure = this.text('notebook_failure') || (asked.notebook_failure ?? '');
    const { notebook_minutes: typed = '', notebook_failure: accepted = '' } = this.fields;
    if (notebook === '' && (this.base.notebook ?? '') === '' && `${typed}${accepted}` !== '')
      this.fail(typed ? 'notebook_minutes' : 'notebook_failure', [new UserError('notebook-needed', {})]);
    return { notebook, notebook_minutes, notebook_failure };
  }
}

function isTyped(value: Draft[RecipeField]): boolean {
  if (value === undefined || value === '') return false;
  return typeof value === 'string' || Object.keys(value).length > 0;
}

/** An error at the field of its text, or at the field for files. */
function placedError({ error, file, line }: ProblemFound, field: RecipeField, hasLines: boolean): UserError {
  const { code, facts, field: at } = error;
  if (file !== undefined) return new UserError(code, facts, 'upload', line, file);
  return new UserError(code, facts, at ?? field, hasLines ? line : undefined);
}

function merge(first: readonly string[], more: readonly string[] = []): string[] {
  return [...new Set([...first, ...more])];
}

function mergeSpecs(first: readonly string[], more: readonly PackageSpec[] = []): (string | PackageSpec)[] {
  return [...new Set(first), ...more.filter(({ text }) => !first.includes(text))];
}

function nameOf(spec: PackageSpec): string {
  return spec.name ? sources[addingSource()].normalizeName(spec.name) : spec.text;
}
