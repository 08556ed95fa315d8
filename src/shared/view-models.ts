/** What each page shows, as data: routes make these, views only print them. No view reads anything else. */

import type { Problem } from '../base/errors.js';
import type { BuildStatus } from './build-events.js';
import type { BuildState, PhaseState } from './build-state.js';
import type { Finding } from './finding.js';
import type { FormField } from './form-field.js';

/** What the frame around every page needs. */
export interface Frame {
  /** The base path that every link begins with, without a slash at its end; empty outside Open OnDemand. */
  base: string;
  title: string;
  place: 'create' | 'builds' | 'kernels' | 'doctor' | 'none';
  /** Builds that run or wait now. */
  running: number;
  csrf: string;
  /** Where the dashboard is; absent outside Open OnDemand. */
  dashboard?: string;
  portal?: string;
  help?: string;
  /** Whether the person may see the doctor's page. */
  administrator?: true;
  version: string;
}

/** One thing that was understood from what a person typed. */
export interface Chip {
  /** As shown: `numpy ≥ 2`, `cv2 → opencv-python-headless`. */
  label: string;
  /** The canonical text that the recipe gets. */
  value: string;
  kind: 'package' | 'pip-package' | 'version' | 'channel' | 'note' | 'problem';
}

export interface Understood {
  /** The kernel's id that the typed name gives; empty while there is none. */
  name: string;
  display_name: string;
  chips: Chip[];
  problems: Problem[];
  summary: Summary;
}

/** What will be made, kept true while the form is filled in. */
export interface Summary {
  manager: string;
  language: string;
  /** The environment's directory, as far as it is known. */
  prefix: string;
  free_bytes?: number;
  total_bytes?: number;
}

export interface FormFieldView extends FormField {
  value: string;
  /** What may stand in it, to choose from while any text may be typed. */
  known?: readonly string[];
  problem?: Problem;
  /** Shown, but not to be changed: a preset keeps it as it is. */
  closed?: true;
}

/** The preset that the form begins with. */
export interface PresetView {
  id: string;
  title: string;
  description: string;
  /** Boxes that have to be ticked. */
  agree: FormFieldView[];
}

export interface CreatePage extends Frame {
  basic: FormFieldView[];
  advanced: FormFieldView[];
  advanced_open: boolean;
  problems: Problem[];
  /** Those to choose from; none once one is chosen. */
  presets: { id: string; title: string; description: string }[];
  preset?: PresetView;
  understood?: Understood;
  /** The build that *Edit and retry* came from. */
  retry_of?: string;
  upload_most: string;
}

export interface ResolvedPackage {
  name: string;
  version: string;
  size?: number;
  source: string;
  requested: boolean;
}

export interface PreviewPage extends Frame {
  name: string;
  display_name: string;
  /** An id of languages/. */
  language: string;
  manager: string;
  prefix: string;
  script: string;
  /** What to know before the build. */
  warnings: Problem[];
  /** Absent where the manager cannot tell without installing. */
  resolved?: {
    packages: ResolvedPackage[];
    /** Names of what pip adds to a conda environment, which is solved when that is there. */
    unresolved?: string[];
    download_bytes: number;
    disk_bytes: number;
    files: number;
  };
  resolve_problem?: Problem;
  /** The tool's own words, where resolving failed. */
  resolve_output?: string;
  free_bytes?: number;
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
  /** Byte offset in the journal after the last of them: where the live log goes on. */
  offset: number;
  /** Byte offset of the first of them: earlier lines are fetched from before it. */
  tail_offset: number;
  jupyter?: string;
  /** Whether the published kernel is (still) there. */
  published: boolean;
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
  where: string;
}

export interface BuildsPage extends Frame {
  builds: BuildRow[];
  filter: { name: string; status: string };
  now: number;
}

/** Something that can be done to a kernel. */
export interface OperationView {
  id: string;
  label: string;
  /** What it does, or what is asked before. */
  about: string;
  /** It is asked for twice. */
  asks: boolean;
  /** It takes something away. */
  removes: boolean;
  fields: { name: string; description: string; kind: 'text' | 'list' | 'switch' }[];
}

export interface KernelTile {
  name: string;
  display_name: string;
  language: string;
  /** `ours`: made by this app; `own`: the user's, made otherwise; `central`: read-only. */
  owner: 'ours' | 'own' | 'central';
  directory: string;
  language_version?: string;
  generation?: number;
  size?: number;
  build?: string;
  created?: number;
  operations: OperationView[];
}

export interface KernelsPage extends Frame {
  kernels: KernelTile[];
  jupyter?: string;
  now: number;
  notice?: string;
  /** What an operation that only looked has found. */
  result?: { ok: boolean; message: string; notes: string[] };
}

export interface DoctorPage extends Frame {
  findings: Finding[];
  /** How many of each kind there are, in words. */
  sum: string;
  /** Everything as text. */
  text: string;
}

export interface MessagePage extends Frame {
  problems: Problem[];
  status: number;
}
