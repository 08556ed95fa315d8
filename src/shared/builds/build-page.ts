/** The models of the page of a build, and of the page *Builds*. */
import type { Frame } from '../frame.js';
import { has, ifAny, listOf, number, oneOf, text } from '../json-checks.js';
import type { LinkView } from '../link-view.js';
import { type BuildStatus, buildStatuses } from './build-events.js';
import type { BuildState, PhaseState } from './build-state.js';

export interface LogLine {
  line: number;
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  replaces?: true;
}

/** A part of a log, between two byte offsets of the journal. */
export interface LogPiece {
  lines: LogLine[];
  offset: number;
  end: number;
}

export const isLogPiece = has<LogPiece>({
  lines: listOf(
    has<LogLine>({
      ...{ line: number, step: text, stream: oneOf(['stdout', 'stderr']), text },
      replaces: ifAny(oneOf([true])),
    }),
  ),
  ...{ offset: number, end: number },
});

export interface BuildPage extends Frame {
  id: string;
  state: BuildState;
  phases: PhaseState[];
  /** For a frame that is loaded again and again in a page without scripts: only what changes while the build runs. */
  framed?: true;
  /** The last log lines, for a page without a script. */
  tail: LogLine[];
  /** Byte offset in the journal after the last of these lines: the live log continues there. */
  offset: number;
  /** Byte offset of the first of these lines: earlier lines are fetched from before it. */
  tail_offset: number;
  jupyter?: string;
  /** A cell to try, and the environment in a terminal and in a batch script; absent if there is none. */
  use?: { cell: string; terminal?: string; plain?: string; batch?: string };
  /** The kernel is in the launcher already, and the build makes its next generation. */
  onto?: true;
  /** Which running kernels use another generation, in a sentence; only of a build that changed a kernel. */
  restart?: string;
  /** Fills in the form with the recipe of this build. */
  link?: LinkView;
  /** Whether the generation of this build is the published one. */
  published: boolean;
  /** The kernel as the launcher has it now, perhaps under another name or with another generation. */
  kernel?: { name: string; display_name: string; generation: number };
  /** The form with what a failed build asked for; absent if the kernel that it was to change is gone. */
  retry?: string;
  /** Changes of the recipe that may help after a failure: a form that one fills in, or a step that is built at once. */
  next: ({ label: string; path: string } | { label: string; step: string })[];
  now: number;
}

export interface BuildRow {
  id: string;
  name: string;
  display_name: string;
  status: BuildStatus;
  reason?: string;
  /** The running phase. */
  phase?: string;
  started: number;
  ended?: number;
  manager: string;
  /** The host or the job that runs the build. */
  built_on: string;
}

/** What the page *Builds* asks for again and again. */
export interface BuildList extends Pick<BuildsPage, 'builds' | 'now'> {
  /** How many builds run. */
  running: number;
}

export const isBuildList = has<BuildList>({
  builds: listOf(
    has<BuildRow>({
      ...{ id: text, name: text, display_name: text, status: oneOf(buildStatuses), reason: ifAny(text) },
      ...{ phase: ifAny(text), started: number, ended: ifAny(number), manager: text, built_on: text },
    }),
  ),
  ...{ running: number, now: number },
});

export interface BuildsPage extends Frame {
  /** The rows of one part of the list, newest first. */
  builds: BuildRow[];
  /** The parts are counted from 1. */
  part: number;
  parts: number;
  /** How many builds there are, and how many of them match the filter. */
  total: number;
  matching: number;
  filter: { name: string; status: string };
  now: number;
}
