/** The models of the pages. Routes make them, and views read nothing else. */

import type { Problem } from '../base/errors.js';
import type { BuildStatus, NextStep } from './build/build-events.js';
import type { BuildState, PhaseState } from './build/build-state.js';
import type { Finding } from './finding.js';
import type { FormField } from './form/form-field.js';
import type { GenerationView, RemovalView } from './kernels/generation-view.js';
import type { KernelRow } from './kernels/kernel-row.js';
import type { OperationView } from './kernels/operation-view.js';

/** The frame around every page. */
export interface Frame {
  /** The base path that every link begins with, without a trailing slash; empty outside Open OnDemand. */
  base: string;
  title: string;
  section: 'create' | 'builds' | 'kernels' | 'doctor' | 'none';
  /** The number of builds that run or wait. */
  running: number;
  csrf: string;
  /** The address of the dashboard; absent outside Open OnDemand. */
  dashboard?: string;
  portal?: string;
  help?: string;
  /** Whether the user may see the page *Doctor*. */
  administrator?: true;
  version: string;
}

/** One thing that was read from the typed text. */
export interface Chip {
  /** As shown: `numpy ≥ 2`, `cv2 → opencv-python-headless`. */
  label: string;
  /** The canonical text in the recipe. */
  value: string;
  kind:
    | 'package'
    | 'pip-package'
    | 'version'
    | 'channel'
    | 'module'
    | 'variable'
    | 'left-out'
    | 'note'
    | 'problem';
  /** The normalised name of a package. */
  package?: string;
  /** The line that it was read from, with its place. */
  origin?: string;
  /** What can be done about a problem: the texts that may be in the place of its line. */
  choices?: readonly ChipChoice[];
  /** What was chosen about a line of a file, which can be undone. */
  undo?: string;
  /** Where a channel comes from, in words. */
  about?: string;
  /** The id of the field with the text that names the channel, so that it can be removed there. */
  field?: string;
}

/** A choice changes the typed text, or is kept in the field of choices about files. */
export type ChipChoice = TextChoice | { label: string; choose: string };

export interface TextChoice {
  label: string;
  /** The line of the typed text, counted from 1; absent if the whole text is replaced. */
  line?: number;
  /** The part of the line that is replaced. */
  from?: string;
  text: string;
}

/** Letters on a tile. Colours as in CSS. */
export interface Logo {
  letters: string;
  background: string;
  ink: string;
}

export interface Understood {
  /** The kernel's id, made from the typed name; empty without a name. */
  name: string;
  display_name: string;
  /** The logo of the chosen language. */
  logo: Logo;
  chips: Chip[];
  problems: Problem[];
  /**
   * Why the packages should be taken from the package index, and what differs there, in sentences: the site has no package
   * manager for conda channels.
   */
  from_index?: string;
  /** A name for the field *Name* until a person types one. */
  suggested_name?: string;
  summary: Summary;
}

/** What fills in the form: the recipe of a link, or a kernel to make a new one like. */
export interface FilledForm {
  /** Where the values are from: the start of a sentence. */
  from: string;
  /** The values of the whole form, by form id; empty if there are problems. */
  values: Record<string, string>;
  /** The ids of the fields that the recipe has a value for. */
  filled: string[];
  /** What the form goes without: ids of fields that the site hides, and names of secret variables. */
  left_out: string[];
  /** What else a person should know, in sentences. */
  notes: string[];
  problems: Problem[];
}

/** A recipe that the person has saved. */
export interface MyRecipeView {
  id: string;
  title: string;
  /** Absent if its file is broken. */
  packages?: readonly string[];
  link?: LinkView;
}

/** A link with a recipe in its fragment. */
export interface LinkView {
  path: string;
  /** Names of secret variables, which it does not have. */
  left_out: readonly string[];
}

/** The kernel that the form describes, updated while a person types. */
export interface Summary {
  manager: string;
  /** The conda channels in the order of their priority; empty if the package manager uses none. */
  channels: readonly string[];
  language: string;
  /** How a kernel of the language is tested, as a sentence. */
  test: string;
  /** The number of packages, also of those in files. */
  packages: number;
  /** The environment's directory, as far as it is known. */
  prefix: string;
  free_bytes?: number;
  /** What is left of the user's quota, where the site has a command that says so. */
  quota_bytes?: number;
  total_bytes?: number;
}

/** A choice of a GPU, as the variables of a build. */
export interface GpuChoice {
  title: string;
  variables: Readonly<Record<string, string>>;
  /** A further package index, as the field *Channels* has it. */
  channel?: string;
}

/** What an index and the app's own tables say about one package. */
export interface AboutPackage {
  /** Normalised. */
  name: string;
  /** `unknown`: it comes from elsewhere, or the index did not answer. */
  state: 'found' | 'missing' | 'unknown';
  /** The newest version that fits what was asked for. */
  newest?: string;
  /** What it is, in a sentence. */
  summary?: string;
  /** Names that may have been meant by one that does not exist. */
  close: string[];
  /** `text` continues a sentence that begins with the name; `instead` is the better package, empty for none. */
  warnings: { text: string; instead?: string }[];
}

export interface AboutPackages {
  packages: AboutPackage[];
  /** The versions of the language on this site, and for each the first package that has no release for it. */
  versions: { version: string; against?: string }[];
  /** Why the index could not be asked. */
  offline?: string;
}

export interface Completion {
  /** What takes the place of the word. */
  text: string;
  about?: string;
}

export interface Completions {
  /** Best first. */
  options: Completion[];
  /** Why neither the index nor the channels could be asked. */
  offline?: string;
}

/** What a package manager's dry run says about the kernel that the form describes. */
export type Estimate =
  | {
      kind: 'known';
      /** With its version. */
      language: string;
      packages: number;
      download_bytes: number;
      disk_bytes: number;
      files: number;
      /** Rounded. */
      seconds: number;
      /** The packages with most of the download, largest first. */
      largest: { name: string; bytes: number }[];
      /** Packages without a wheel for this language version and host. */
      compiled: string[];
      /** Sentences about packages in a variant without GPUs, if the site has GPUs. */
      without_gpu?: string[];
      /** Packages that pip adds to a conda environment: they are in the number, but not in the sizes. */
      unresolved?: string[];
    }
  /** The packages cannot be installed together, or the package manager could not find out. */
  | { kind: 'problem'; problem: Problem; next: NextStep[] }
  /** `why` continues a sentence. */
  | { kind: 'unknown'; why: string }
  | { kind: 'cancelled' };

export interface FormFieldView extends FormField {
  value: string;
  /** Names to choose from; other text is allowed. */
  known?: readonly string[];
  problem?: Problem;
  /** The preset sets the value, and it cannot be changed. */
  closed?: true;
  /** A kernel keeps this value. */
  fixed?: true;
}

/** The preset that fills in the form. */
export interface PresetView {
  id: string;
  title: string;
  description: string;
  /** Boxes that must be ticked. */
  agree: FormFieldView[];
}

/** Why the build failed that *Edit and retry* came from, and the fixes that it offers. */
export interface RetryCause extends Problem {
  next: { id: string; label: string }[];
}

export interface CreatePage extends Frame {
  basic: FormFieldView[];
  advanced: FormFieldView[];
  advanced_open: boolean;
  problems: Problem[];
  /** The presets to choose from; empty when one is selected. */
  presets: { id: string; title: string; description: string }[];
  preset?: PresetView;
  understood?: Understood;
  /** How a kernel is tested, as a sentence. */
  test: string;
  /** The kernel that the form begins with, and what was left out of it. */
  like?: { display_name: string; notes: readonly string[] };
  /** The recipes that the person has saved. */
  my_recipes: readonly MyRecipeView[];
  /** The saved recipe that the form begins with: its title. */
  from_recipe?: string;
  /** The form was saved now. */
  saved?: { title: string; replaced: boolean; left_out: readonly string[] };
  /** The kernels that the form can begin with. */
  bases: readonly { name: string; display_name: string }[];
  /** The build that *Edit and retry* came from. */
  retry_of?: string;
  /** The name of the kernel that the form changes, instead of making a new one. */
  update_of?: string;
  retry_cause?: RetryCause;
  /** The formats that a file may have, in words. */
  upload_formats: readonly string[];
  /** Hosts from which a text can be given by its URL. */
  intake_hosts: readonly string[];
  /** The size limit of a file, in words and as a number. */
  upload_most: string;
  upload_bytes: number;
  /** An install command that this site can follow. */
  example_command: string;
  /** The first changes nothing; empty if the site has no GPUs. */
  gpus: GpuChoice[];
  /** Whether the package manager's dry run runs while a person types. */
  solve: boolean;
  /** Whether the package index is asked about the packages while a person types. */
  look_up: boolean;
  /** The form has values that were sent, which a draft must not replace. */
  sent: boolean;
}

export interface ResolvedPackage {
  name: string;
  version: string;
  size?: number;
  source: string;
  requested: boolean;
}

/** The page *Update* of a kernel. */
export interface UpdatePage extends Frame {
  name: string;
  display_name: string;
  /** An id of languages/. */
  language: string;
  language_version?: string;
  generation: number;
  /** Which running kernels use it, in a sentence. */
  restart: string;
  /** How many packages the environment has. */
  installed: number;
  /** The packages that were asked for. */
  packages: { name: string; text: string; removed: boolean }[];
  /** The text with packages to add. */
  add: string;
  upgrade: 'none' | 'all' | 'some';
  upgrade_names: string;
  problems: Problem[];
  preview?: {
    manager: string;
    warnings: Problem[];
    notes: readonly string[];
    /** Absent if the package manager cannot resolve without installing. */
    changes?: PackageChangeView[];
    /** Packages that stay as they are. */
    kept?: number;
    /** Packages that pip adds to a conda environment. */
    unresolved?: string[];
    /** Why the packages cannot be resolved. */
    problem?: Problem;
  };
}

export interface PackageChangeView {
  name: string;
  kind: 'added' | 'removed' | 'up' | 'down' | 'other';
  from?: string;
  to?: string;
  why?: 'asked' | 'dependency';
  size?: number;
}

export interface PreviewPage extends Frame {
  /** The name of the kernel that is changed. */
  update_of?: string;
  difference?: { changes: PackageChangeView[]; kept: number };
  name: string;
  display_name: string;
  /** An id of languages/. */
  language: string;
  manager: string;
  /** The conda channels in the order of their priority; empty if the package manager uses none. */
  channels: readonly string[];
  prefix: string;
  script: string;
  /** Warnings about the request. */
  warnings: Problem[];
  /** What was left out or changed of the form and its files. */
  notes: readonly string[];
  /** Absent if the package manager cannot resolve without installing. */
  resolved?: {
    packages: ResolvedPackage[];
    /** Packages that pip adds to a conda environment. pip resolves them only during the build. */
    unresolved?: string[];
    download_bytes: number;
    disk_bytes: number;
    files: number;
  };
  resolve_problem?: Problem;
  /** The output of the package manager if it could not resolve. */
  resolve_output?: string;
  free_bytes?: number;
  /** What is left of the user's quota, where the site has a command that says so. */
  quota_bytes?: number;
  free_files?: number;
  /** The form's values, for the buttons *Create* and *Change*. */
  fields: { id: string; value: string }[];
}

export interface LogLine {
  line: number;
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  replaces?: true;
}

export interface BuildPage extends Frame {
  id: string;
  state: BuildState;
  phases: PhaseState[];
  /** The last log lines, for a page without a script. */
  tail: LogLine[];
  /** Byte offset in the journal after the last of these lines: the live log continues there. */
  offset: number;
  /** Byte offset of the first of these lines: earlier lines are fetched from before it. */
  tail_offset: number;
  jupyter?: string;
  /** A cell to try, and the environment in a terminal and in a batch script; absent if there is none. */
  use?: { cell: string; terminal?: string; plain?: string; batch?: string };
  /** The kernel is in the launcher already, and the build makes its next generation. */
  onto?: true;
  /** Which running kernels use another generation, in a sentence; only of a build that changed a kernel. */
  restart?: string;
  /** Fills in the form with the recipe of this build. */
  link?: LinkView;
  /** Whether the launcher has the generation of this build. */
  published: boolean;
  /** The kernel as the launcher has it now, perhaps under another name or with another generation. */
  kernel?: { name: string; display_name: string; generation: number };
  /** Changes of the recipe that may help after a failure. */
  next: { label: string; path: string }[];
  now: number;
}

export interface BuildRow {
  id: string;
  name: string;
  display_name: string;
  status: BuildStatus;
  reason?: string;
  /** The running phase. */
  phase?: string;
  started: number;
  ended?: number;
  manager: string;
  /** The host or the job that runs the build. */
  built_on: string;
}

export interface BuildsPage extends Frame {
  /** The rows of one part of the list, newest first. */
  builds: BuildRow[];
  /** The parts are counted from 1. */
  part: number;
  parts: number;
  /** How many builds there are, and how many of them match the filter. */
  total: number;
  matching: number;
  filter: { name: string; status: string };
  now: number;
}

export interface KernelTile {
  name: string;
  display_name: string;
  language: string;
  /** `ours`: made by this app; `own`: the user's, made with other tools; `central`: the site's, read-only. */
  owner: 'ours' | 'own' | 'central';
  directory: string;
  language_version?: string;
  generation?: number;
  size?: number;
  build?: string;
  created?: number;
  /** Fills in the form with the recipe of this kernel. */
  link?: LinkView;
  /** Why it does not start, or is not understood, as far as that is known. */
  problem?: string;
  operations: OperationView[];
}

export interface KernelsPage extends Frame {
  /** The rows of this part of the list. */
  rows: KernelRow[];
  /** What the list was searched and filtered by, and how it is sorted. */
  selection: { search: string; language: string; health: string; least: number; sort: string };
  /** The number of kernels, of those that match, and the parts of the list. */
  total: number;
  matching: number;
  part: number;
  parts: number;
  /** Removals that can be undone. */
  removals: RemovalView[];
  /** The languages of all kernels, as kernelspecs name them. */
  languages: string[];
  jupyter?: string;
  now: number;
  notice?: string;
  /** Of an operation that took the kernel out of the list. */
  result?: ResultView;
}

export interface ResultTable {
  headings: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What an operation that makes no build has found or done. */
export interface ResultView {
  ok: boolean;
  message: string;
  notes: string[];
  tables: ResultTable[];
}

export interface KernelOfPage {
  row: KernelRow;
  kernel: KernelTile;
  generations: GenerationView[];
  /** When the kernel was frozen, in ISO 8601. */
  frozen?: string;
  /** Which running kernels use another generation, in a sentence; absent if the app did not make the kernel. */
  restart?: string;
  jupyter?: string;
  now: number;
}

export interface KernelPage extends Frame, KernelOfPage {
  notice?: string;
  result?: ResultView;
}

/** What takes space on disk; sizes in bytes. */
export interface DiskRow {
  id: string;
  title: string;
  about: string;
  bytes: number;
  files: number;
  /** False if there was not enough time to see everything. */
  complete: boolean;
  /** What can go safely; absent if nothing of this kind ever can. */
  removable?: number;
}

export interface DiskPage extends Frame {
  rows: DiskRow[];
  /** Something is being removed. */
  cleaned: boolean;
}

export interface DoctorPage extends Frame {
  findings: Finding[];
  /** The number of checks that passed, warned and failed, as a sentence. */
  summary: string;
  /** All findings as text. */
  text: string;
}

export interface MessagePage extends Frame {
  problems: Problem[];
  status: number;
}
