/** What a kernel's page shows of its generations. */
import type { OperationView } from './operation-view.js';

export interface GenerationView {
  number: number;
  /** Milliseconds since 1970; absent if it is not known. */
  created?: number;
  operation: string;
  manager: string;
  build?: string;
  /** As measured when it was made. */
  size?: number;
  packages?: number;
  published: boolean;
  pinned: boolean;
  /** What changed since the generation before, one package each; absent if that is not known. */
  changes?: { summary: string; lines: string[] };
  /** The names of its lock files. */
  locks: string[];
  operations: OperationView[];
}

/** What takes a while to find out, by the generation's number. */
export interface GenerationSpace {
  /** Bytes that its deletion frees. */
  freed: number;
  use: 'none' | 'here' | 'perhaps';
}

/** A removal that can be undone. Times in milliseconds since 1970. */
export interface RemovalView {
  kernel: string;
  until: number;
  bytes: number;
}
