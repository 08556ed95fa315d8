/**
 * The journal's events, shared by the runner that writes them, the server and the page that read them.
 * A journal is a text file with one JSON object a line; an event's id is the byte offset after its line.
 */
import type { Phase } from './phases.js';
import type { Report } from './report.js';

/**
 * Where a build stands. Three are never written by a runner, but found by a reader: `queued`, a job that its scheduler
 * has not begun; `interrupted`, a runner that is gone; `unreadable`, files that are broken.
 */
export const buildStatuses = [
  'queued',
  'waiting',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'unreadable',
] as const;
export type BuildStatus = (typeof buildStatuses)[number];

export function hasEnded(status: BuildStatus): boolean {
  return status !== 'queued' && status !== 'waiting' && status !== 'running';
}

/** Why a build failed, in words for people; `line` is the number of the log line that says so. */
export interface Cause {
  /** A stable id of build/diagnose.ts, or of words.ts. */
  code: string;
  message: string;
  hint: string;
  line?: number;
}

export type BuildEvent =
  /** The first line: what is being built, and the process that does it. */
  | {
      type: 'build';
      time: number;
      name: string;
      display_name: string;
      generation: number;
      /** An id of languages/; absent in builds of 0.1.0, which were all of Python. */
      language?: string;
      manager: string;
      /** Where the runner runs. */
      host?: string;
      steps: { id: string; phase: Phase; title: string }[];
    }
  /** A change of where the build stands. `reason` says for what a waiting build waits. */
  | { type: 'status'; time: number; status: BuildStatus; reason?: string; cause?: Cause; kept?: string }
  | { type: 'step-started'; time: number; step: string; command: string }
  /** One line that a tool wrote. `replaces` says that it takes the place of the line before (a progress bar that moved). `line` counts from 1 over the whole build. */
  | {
      type: 'output';
      time: number;
      step: string;
      stream: 'stdout' | 'stderr';
      line: number;
      text: string;
      replaces?: true;
    }
  /** `exit` is null where a signal ended the step. Seconds of wall clock; bytes of the largest process seen. */
  | {
      type: 'step-ended';
      time: number;
      step: string;
      exit: number | null;
      signal?: string;
      seconds: number;
      peak_memory?: number;
    }
  /** What was built, once it is verified. */
  | { type: 'report'; time: number; report: Report };

/** What is told of a job that waits in its scheduler's queue. */
export interface Queued {
  status: 'queued' | 'waiting';
  reason: string;
}

/** Earlier parts of a log come to a page in pieces of the journal, at most so many bytes each. */
export const LOG_PIECE_BYTES = 256 * 1024;

/** The names of the server-sent events that carry a journal to a page. */
export const streamEvents = {
  /** One or more journal lines; the event's id is the offset after the last one. */
  journal: 'journal',
  /** Where a job stands that has not begun, as JSON: a Queued. It has no id, since it is not in the journal. */
  queued: 'queued',
  /** The build has ended and every line has been sent: close the stream. */
  end: 'end',
} as const;
