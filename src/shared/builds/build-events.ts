/**
 * The events of a journal. The runner writes them; the server and the pages read them.
 * A journal is a text file with one JSON object per line; an event's id is the byte offset after its line.
 */
import type { Phase } from './phases.js';
import type { Report } from './report.js';

/**
 * The status of a build. The runner never writes three of them; readers derive them: `queued`, a job that its scheduler
 * has not started; `interrupted`, a runner that no longer exists; `unreadable`, broken files.
 */
export const buildStatuses = [
  'queued',
  'waiting',
  'running',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'unreadable',
] as const;
export type BuildStatus = (typeof buildStatuses)[number];

const unended: readonly BuildStatus[] = ['queued', 'waiting', 'running', 'cancelling'];

export function hasEnded(status: BuildStatus): boolean {
  return !unended.includes(status);
}

/** Why a build failed; `line` is the number of the log line that shows it. */
export interface Cause {
  /** A stable code of builds/diagnosis/causes/ or of base/messages/. */
  code: string;
  message: string;
  hint: string;
  line?: number;
  /** What failed, as far as it is short: the code of a cell. */
  excerpt?: string;
  /** Changes of the recipe that may help. */
  next?: NextStep[];
}

/**
 * One change of a request: a package is replaced by a package spec, a package is added for a module that is missing, another
 * version of the language is chosen, or an update also takes the newest versions of some packages.
 */
export interface NextStep {
  id: string;
  /** Completes “Try …”. */
  label: string;
  package?: { from: string; to: string };
  /** `known`: by a table, and not guessed from the name of the module. */
  add?: { package: string; module: string; known?: boolean };
  language_version?: string;
  upgrade?: string[];
  /** For builds from source: added to the recipe's fields of these names. */
  build?: { build_constraints?: string[]; build_packages?: string[] };
}

/** What is built, and where. */
export interface BuildFacts {
  name: string;
  display_name: string;
  generation: number;
  /** An id of languages/; absent in builds of 0.1.0, which made only Python kernels. */
  language?: string;
  manager: string;
  /** The host of the runner. */
  host?: string;
}

export interface PlannedStep {
  id: string;
  phase: Phase;
  title: string;
}

export type BuildEvent =
  /** The first line. */
  | ({ type: 'build'; time: number; steps: PlannedStep[] } & BuildFacts)
  /** A change of status. `reason` says what a waiting build waits for. */
  | { type: 'status'; time: number; status: BuildStatus; reason?: string; cause?: Cause; kept?: string }
  | { type: 'step-started'; time: number; step: string; command: string }
  /** One line of a tool's output. `replaces`: it replaces the previous line (a progress bar that moved). `line` counts from 1 over the whole build. */
  | {
      type: 'output';
      time: number;
      step: string;
      stream: 'stdout' | 'stderr';
      line: number;
      text: string;
      replaces?: true;
    }
  /** `exit` is null if a signal ended the step. `seconds` of wall-clock time; `peak_memory` of the largest process, in bytes. */
  | {
      type: 'step-ended';
      time: number;
      step: string;
      exit: number | null;
      signal?: string;
      seconds: number;
      peak_memory?: number;
    }
  /** The bytes that a step has received from the network since its tool named the first download. */
  | { type: 'received'; time: number; step: string; bytes: number }
  /** The verified environment. */
  | { type: 'report'; time: number; report: Report };

/** The state of a job that waits in the queue of its scheduler. */
export interface Queued {
  status: 'queued' | 'waiting';
  reason: string;
}

/** A page fetches earlier parts of a log in pieces of the journal of at most this size. */
export const LOG_PIECE_BYTES = 256 * 1024;

/** The names of the server-sent events that carry a journal to a page. */
export const streamEvents = {
  /** One or more journal lines; the event's id is the offset after the last one. */
  journal: 'journal',
  /** The state of a job that has not started: a Queued as JSON. It has no id, since it is not in the journal. */
  queued: 'queued',
  /** The build has ended and every line has been sent: close the stream. */
  end: 'end',
} as const;
