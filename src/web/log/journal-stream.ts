/** Sends a build's journal as server-sent events. */
import type { Response } from 'express';
import type { Build } from '../../builds/build.js';
import { readBuild } from '../../builds/builds.js';
import { followJournal, readPiece } from '../../builds/journal/follow.js';
import { readState } from '../../builds/journal/journal.js';
import { hasEnded, type Queued, streamEvents } from '../../shared/builds/build-events.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import type { Site } from '../../site/site.js';
import { openStream } from './sse.js';

/** Sends the journal from an offset on, as it grows, until the build ends. */
export async function streamJournal(
  build: Build,
  from: number,
  response: Response,
  site: Site,
): Promise<void> {
  const stream = openStream(response);
  let sent = '';
  const sendQueued = async () => {
    const { state } = await readBuild(build.id, site);
    const queued = JSON.stringify(queuedIn(state));
    if (queued === undefined || queued === sent || stream.signal.aborted) return;
    sent = queued;
    await stream.send({ event: streamEvents.queued, data: queued });
  };
  let id = String(from);
  for await (const { lines, end } of followJournal(build.files, {
    from,
    signal: stream.signal,
    onQuiet: () => void sendQueued().catch(console.error),
  })) {
    id = String(end);
    await stream.send({ event: streamEvents.journal, id, data: lines.join('\n') });
  }
  // Also for a reader that has every line: without this event it would reconnect forever.
  if (!stream.signal.aborted) await stream.send({ event: streamEvents.end, id, data: '' });
  stream.end();
}

/** The state of a job that has not started: its journal is still empty. */
function queuedIn({ steps, status, reason }: BuildState): Queued | undefined {
  const begun = steps.length > 0 || (status !== 'queued' && status !== 'waiting');
  return begun || !reason ? undefined : { status, reason };
}

/** Sends the current journal and ends. A proxy that buffers whole responses blocks streams. */
export async function sendJournal({ files, state }: Build, from: number, response: Response): Promise<void> {
  const stream = openStream(response);
  const { status } = await readState(files);
  const queued = queuedIn(state);
  if (queued) await stream.send({ event: streamEvents.queued, data: JSON.stringify(queued) });
  let id = String(from);
  for (let piece = await readPiece(files.journal, from, true); piece && !stream.signal.aborted; ) {
    id = String(piece.end);
    await stream.send({ event: streamEvents.journal, id, data: piece.lines.join('\n') });
    piece = await readPiece(files.journal, piece.end, true);
  }
  if (hasEnded(status)) await stream.send({ event: streamEvents.end, id, data: '' });
  stream.end();
}
