/** The model of the preview of a build. */

import type { Problem } from '../../base/errors.js';
import type { Frame } from '../frame.js';

/** What a build would make, and the space that there is for it. */
export interface PlannedKernel {
  name: string;
  display_name: string;
  /** An id of languages/. */
  language: string;
  manager: string;
  /** The conda channels in the order of their priority; empty if the package manager uses none. */
  channels: readonly string[];
  prefix: string;
  script: string;
  /** What a user should know before the build. */
  warnings: Problem[];
  free_bytes?: number;
  /** What is left of the user's quota, where the site has a command that says so. */
  quota_bytes?: number;
  /** Absent if the file system allocates inodes on demand. */
  free_files?: number;
}

export interface PreviewPage extends Frame, PlannedKernel {
  /** The name of the kernel that is changed. */
  update_of?: string;
  difference?: { changes: PackageChangeView[]; kept: number };
  /** What was left out or changed of the form and its files. */
  notes: readonly string[];
  /** Absent if the package manager cannot resolve without installing. */
  resolved?: {
    packages: PreviewPackage[];
    /** Packages that pip adds to a conda environment. pip resolves them only during the build. */
    unresolved?: string[];
    download_bytes: number;
    disk_bytes: number;
    files: number;
  };
  resolve_problem?: Problem;
  /** The output of the package manager if it could not resolve. */
  resolve_output?: string;
  /** The form's values, for the buttons *Create* and *Change*. */
  fields: { id: string; value: string }[];
}

export interface PreviewPackage {
  name: string;
  version: string;
  size?: number;
  source: string;
  requested: boolean;
}

export interface PackageChangeView {
  name: string;
  kind: 'added' | 'removed' | 'up' | 'down' | 'other';
  from?: string;
  to?: string;
  why?: 'asked' | 'dependency';
  size?: number;
}
