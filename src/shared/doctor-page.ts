/** The model of the page *Doctor*. */

import type { SiteFinding } from './finding.js';
import type { Frame } from './frame.js';

export interface DoctorPage extends Frame {
  findings: SiteFinding[];
  /** The number of checks that passed, warned and failed, as a sentence. */
  summary: string;
  /** All findings as text. */
  text: string;
}
