/** The models of the page of one kernel. */
import type { InstalledPackage } from '../builds/report.js';
import type { Frame } from '../frame.js';
import type { LinkView } from '../link-view.js';
import type { GenerationView } from './generation-view.js';
import type { KernelRow } from './kernel-row.js';
import type { OperationView } from './operation-view.js';

/** Letters on a tile. Colours as in CSS. */
export interface Logo {
  letters: string;
  background: string;
  ink: string;
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
  /** Bytes and files of the environment. */
  size?: number;
  files?: number;
  /** As they were when the generation was published; absent if the app did not make the kernel. */
  packages?: readonly InstalledPackage[];
  build?: string;
  created?: number;
  /** Fills in the form with the recipe of this kernel. */
  link?: LinkView;
  /** Why it does not start, or is not understood, as far as that is known. */
  problem?: string;
  /** The kernel as the page shows it, for the forms of its operations. */
  shown: string;
  operations: OperationView[];
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
  /** Which running kernels use it, in sentences; absent if none does. */
  restart?: string;
  jupyter?: string;
  now: number;
}

export interface KernelPage extends Frame, KernelOfPage {
  notice?: string;
  result?: ResultView;
  /** The form of an operation that was sent but changed nothing: it stays open, as it was filled in. */
  sent?: { operation: string; values: Readonly<Record<string, string>> };
}
