/** A request: what texts ask for, what a person has to know or to decide, and the fields of a recipe in it. */
import type { UserError } from '../../../base/errors.js';
import type { Choice, IndexRole, TextPlace } from '../../../reading/finding.js';
import { addingSource, type SourceId } from '../../../sources/index.js';
import type { PackageSpec } from '../../../sources/specs/package-spec.js';
import type { AskedChannels } from '../../channels/asked-channels.js';
import type { Recipe } from '../../recipe.js';

export interface PackageAsked extends TextPlace {
  spec: PackageSpec;
  source?: SourceId;
  module?: string;
  guessed?: true;
  optional?: true;
  added?: true;
}

export interface IndexAsked extends TextPlace {
  url: string;
  role: IndexRole;
}

export interface ChannelsAsked extends AskedChannels {
  /** The name of the text, if it is a file. */
  file?: string;
}

export interface Note extends TextPlace {
  text: string;
  /** What the request goes without. */
  left_out?: string;
  /** The server that it is about, which can be installed anyway. */
  server?: string;
  /** What a person chose about a problem, as parseChoices reads it. */
  chosen?: string;
}

export interface ProblemFound extends TextPlace {
  /** Its place, by which a person chooses what to do about it. */
  id: string;
  error: UserError;
  choices: readonly Choice[];
}

export interface TextRequest {
  name?: string;
  displayName?: string;
  /** The id of the language that the texts are for, also one that the app does not have. */
  language?: string;
  languageVersion?: string;
  manager?: string;
  /** The sources that the texts ask by name: `conda` for a conda command or an environment.yml. */
  sources: SourceId[];
  packages: PackageAsked[];
  /** What each text requests from conda's channels, in the order of the texts. */
  channels: ChannelsAsked[];
  indexes: IndexAsked[];
  modules: string[];
  /** Modules of the language that have to work in the kernel: an error says that they are missing, or a package is guessed from them. */
  imports: string[];
  build_constraints: PackageSpec[];
  build_packages: PackageSpec[];
  buildVariables: Record<string, string>;
  kernelVariables: Record<string, string>;
  /** Other fields of the recipe, as text. */
  settings: Record<string, string>;
  lock?: string;
  notes: Note[];
  problems: ProblemFound[];
}

/** A request that asks for nothing. */
export function emptyRequest(): TextRequest {
  return {
    sources: [],
    packages: [],
    channels: [],
    indexes: [],
    modules: [],
    imports: [],
    build_constraints: [],
    build_packages: [],
    buildVariables: {},
    kernelVariables: {},
    settings: {},
    notes: [],
    problems: [],
  };
}

/** The fields of a recipe that the request fills in, without its channels. What pip adds to an environment of conda is apart. */
export function requestFields(request: TextRequest): Partial<Recipe> {
  const { packages, sources, modules, imports, build_constraints, build_packages } = request;
  const apart = ({ source, added }: PackageAsked) =>
    added === true || (source === addingSource() && ownSource(sources) !== undefined);
  const fields: Partial<Recipe> = {
    ...request.settings,
    name: request.name ?? '',
    display_name: request.displayName ?? '',
    language: request.language ?? '',
    language_version: request.languageVersion ?? '',
    packages: packages.filter((asked) => !apart(asked)).map(({ spec }) => spec),
    pip_packages: packages.filter(apart).map(({ spec }) => spec),
    modules,
    imports,
    build_constraints,
    build_packages,
    install_variables: request.buildVariables,
    kernel_variables: request.kernelVariables,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0));
}

/** Packages that are guessed from the name of an import, as they are written. */
export function guessesIn({ packages }: Pick<TextRequest, 'packages'>): string[] {
  return packages.filter(({ guessed }) => guessed).map(({ spec }) => spec.text);
}

/** The source of all packages of the texts, if it is the same; packages that are added to an environment of another do not count. */
export function sourceAsked({ sources, packages }: TextRequest): SourceId | '' {
  return ownSource(sources) ?? packages.find(({ source, added }) => source && !added)?.source ?? '';
}

/** The first source that does not add to the environments of others. */
function ownSource(sources: readonly SourceId[]): SourceId | undefined {
  return sources.find((source) => source !== addingSource());
}

/** A note with its place. */
export function noteWords({ file, line, text }: Note): string {
  const place = [...(file ? [file] : []), ...(line ? [`${file ? 'line' : 'Line'} ${line}`] : [])].join(', ');
  return place ? `${place}: ${text}` : text;
}
