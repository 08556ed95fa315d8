/** A kernel in a list. */
import type { Health } from './health.js';

export interface KernelRow {
  name: string;
  display_name: string;
  /** The kernelspec's `language`. */
  language: string;
  language_version?: string;
  /** `ours`: made by this app; `own`: the user's, made with other tools; `central`: the site's, read-only. */
  owner: 'ours' | 'own' | 'central';
  manager?: string;
  generation?: number;
  /** The build that made it. */
  build?: string;
  /** The kernelspec. */
  directory: string;
  /** The environment. */
  prefix?: string;
  /** Bytes and files of the environment. */
  size?: number;
  files?: number;
  /** Milliseconds since 1970. */
  made?: number;
  used?: number;
  /** Absent as long as it was not looked at. */
  health?: Health;
  /** Kernelspecs of the same name that Jupyter does not show because of this one. */
  hides?: string[];
}
