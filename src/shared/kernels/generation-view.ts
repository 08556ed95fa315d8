/** What a kernel's page shows of its generations. */
import { has, mapOf, number, oneOf } from '../json-checks.js';
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
  /** Why they cannot be used, as a part of a sentence. */
  lock_fault?: string;
  operations: OperationView[];
}

/** What takes a while to find out, by the generation's number. */
export interface GenerationSpace {
  /** Bytes on disk. */
  bytes: number;
  /** Bytes that its deletion frees. */
  freed: number;
  use: 'none' | 'here' | 'perhaps';
}

/** The space of all generations, and what the removal of the kernel frees. */
export interface KernelSpace {
  generations: Record<string, GenerationSpace>;
  all: number;
}

export const isSpace = has<KernelSpace>({
  generations: mapOf(
    has<GenerationSpace>({ bytes: number, freed: number, use: oneOf(['none', 'here', 'perhaps']) }),
  ),
  all: number,
});

/** A removal that can be undone. Times in milliseconds since 1970. */
export interface RemovalView {
  /** Which of the removals of this name. */
  mark: string;
  kernel: string;
  removed: number;
  until: number;
  bytes: number;
}
