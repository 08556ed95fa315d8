/** What the page *Create* shows of indexes and package managers while a person types. */
import type { Problem } from '../../base/errors.js';
import type { NextStep } from '../builds/build-events.js';

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
  /** Why the index or the channels could not be asked. */
  offline?: string;
  offline_source?: 'index' | 'channels';
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
