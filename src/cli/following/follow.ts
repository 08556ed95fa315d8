/** Reads a build's journal in batches, with events and state. */
import { setTimeout } from 'node:timers/promises';
import type { Build } from '../../builds/build.js';
import { readBuild } from '../../builds/builds.js';
import { followJournal, readPiece } from '../../builds/journal/follow.js';
import { parseEvent } from '../../builds/journal/journal.js';
import { type BuildEvent, hasEnded } from '../../shared/builds/build-events.js';
import { type BuildState, foldEvent, initialState } from '../../shared/builds/build-state.js';
import type { Site } from '../../site/site.js';

const QUEUE_INTERVAL = 1000;

type Followed = Pick<Build, 'id' | 'files'>;
type Root = Pick<Site, 'data_root' | 'locations' | 'jupyter_data' | 'config'>;

export interface EventBatch {
  lines: string[];
  events: BuildEvent[];
  /** After these events. */
  state: BuildState;
}

/** Follows a build from its start to its end, or until the signal aborts. */
export async function* followBuild(
  build: Followed,
  site: Root,
  signal?: AbortSignal,
): AsyncGenerator<EventBatch> {
  const until = signal ?? new AbortController().signal;
  yield* waitInQueue(build, site, until);
  yield* withStates(followLines(build, site, until));
}

/** Reads the current journal of a build. */
export function readNow({ files }: Followed): AsyncGenerator<EventBatch> {
  return withStates(linesNow(files.journal));
}

/** Waits until a build ends and returns its last state. */
export async function waitForEnd(build: Followed, site: Root): Promise<BuildState> {
  let last = initialState;
  for await (const { state } of followBuild(build, site)) last = state;
  return last;
}

/** The journal of a job that has not started is empty, so this asks the scheduler. */
async function* waitInQueue(build: Followed, site: Root, signal: AbortSignal): AsyncGenerator<EventBatch> {
  for (let shown = ''; !signal.aborted; await pause(signal)) {
    const { state } = await readBuild(build.id, site);
    const { status, steps, reason } = state;
    if (!state.job || steps.length > 0 || hasEnded(status)) return;
    if (!reason || reason === shown) continue;
    shown = reason;
    yield { lines: [], events: [{ type: 'status', time: Date.now(), status, reason }], state };
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(QUEUE_INTERVAL, undefined, { signal }).catch(() => {});
}

async function* followLines(build: Followed, site: Root, signal: AbortSignal): AsyncGenerator<string[]> {
  // Reading a build settles it if its runner no longer exists: the journal then gets its end.
  const onQuiet = () => void readBuild(build.id, site).catch(() => {});
  for await (const { lines } of followJournal(build.files, { from: 0, signal, onQuiet })) yield lines;
}

async function* linesNow(journal: string): AsyncGenerator<string[]> {
  for (let offset = 0; ; ) {
    const piece = await readPiece(journal, offset);
    if (!piece) return;
    offset = piece.end;
    yield piece.lines;
  }
}

async function* withStates(batches: AsyncIterable<string[]>): AsyncGenerator<EventBatch> {
  let state = initialState;
  for await (const lines of batches) {
    const events = lines.map(parseEvent).filter((event) => event !== undefined);
    state = events.reduce(foldEvent, state);
    yield { lines, events, state };
  }
}
