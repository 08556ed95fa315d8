/** The model of the page *Disk*. */
import type { Frame } from '../frame.js';

/** What takes space on disk; sizes in bytes. */
export interface DiskRow {
  id: string;
  title: string;
  about: string;
  bytes: number;
  files: number;
  /** False if there was not enough time to see everything. */
  complete: boolean;
  /** What can be removed safely; absent if nothing of this kind ever can. */
  removable?: number;
  /** The names of what can be removed, or else of all of it, where people know it by name. */
  names?: string[];
}

export interface DiskPage extends Frame {
  rows: DiskRow[];
  /** Something is being removed. */
  cleaned: boolean;
}
