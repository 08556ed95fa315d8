/** The results of the doctor's checks, and the model of the page that shows them. */

import type { Frame } from './frame.js';

/** `warn`: the app works, but not for all users or not completely; `fail`: something must be fixed. */
export type Status = 'ok' | 'warn' | 'fail';

export interface SiteFinding {
  /** Stable, such as `manager-uv`. */
  id: string;
  title: string;
  status: Status;
  /** What was found, as a sentence without secrets. */
  found: string;
  /** What to do; absent if there is nothing to do. */
  fix?: string;
}

/** The model of the page *Doctor*. */
export interface DoctorPage extends Frame {
  findings: SiteFinding[];
  /** The number of checks that passed, warned and failed, as a sentence. */
  summary: string;
  /** All findings as text. */
  text: string;
}
