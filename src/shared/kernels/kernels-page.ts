/** The model of the page *Kernels*. */
import type { Frame } from '../frame.js';
import type { RemovalView } from './generation-view.js';
import type { ResultView } from './kernel-page.js';
import type { KernelRow } from './kernel-row.js';

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
