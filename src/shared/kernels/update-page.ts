/** The model of the page *Update* of a kernel. */

import type { Problem } from '../../base/errors.js';
import type { FormFieldView } from '../form/create-page.js';
import type { PackageChangeView } from '../form/preview-page.js';
import type { Frame } from '../frame.js';

/** The page *Update* of a kernel. */
export interface UpdatePage extends Frame {
  name: string;
  display_name: string;
  /** An id of languages/. */
  language: string;
  language_version?: string;
  generation: number;
  /** The kernel as the page shows it. */
  shown: string;
  /** Which running kernels use it, in a sentence. */
  restart: string;
  /** How many packages the environment has, if that is known. */
  installed?: number;
  /** The packages that were asked for. */
  packages: { name: string; text: string; removed: boolean }[];
  /** The text with packages to add. */
  add: string;
  upgrade: 'none' | 'all' | 'some';
  upgrade_names: string;
  problems: Problem[];
  /** The fields of the notebook to run, which the site may hide. */
  notebook_fields: FormFieldView[];
  /** How many cells the notebook has that an earlier page was given. */
  notebook_cells?: number;
  /** The size limit of its file, in words. */
  upload_most: string;
  upload_bytes: number;
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
