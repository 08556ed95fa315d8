/** Follows a growing journal from any event's offset, as an async iterator, without losing or repeating an event. */
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { openRegularFile } from '../../base/stored.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { BuildFiles } from '../build-directory.js';
import { parseEvent } from './journal.js';

/** Complete journal lines, and the offset after the last of them. */
export interface JournalPiece {
  lines: string[];
  end: number;
  /** Whether the build's last event is among them. */
  last: boolean;
}

export interface FollowOptions {
  from: number;
  signal: AbortSignal;
  /** Called every two seconds while no event comes, to check whether the runner is alive. */
  onQuiet?: () => void;
}

const PIECE = 256 * 1024;
// What a build writes between two reads. Hundreds of readers must not allocate a whole piece each time.
const FIRST_READ = 4096;
// A network file system does not report what another host writes, so the file is polled: often after an event, less
// often the longer no event comes. In milliseconds.
const POLL_FIRST = 250;
const POLL_MOST = 1000;
const QUIET = 2000;

/** Ends after the build's last event, or when the signal aborts. An incomplete line is read once it is complete. */
export async function* followJournal(
  { journal }: BuildFiles,
  { from, signal, onQuiet }: FollowOptions,
): AsyncGenerator<JournalPiece> {
  if (await isAtEnd(journal, from)) return;
  const changes = new Changes(journal, signal);
  let offset = from;
  let came = performance.now();
  let quiet = came;
  try {
    while (!signal.aborted) {
      const piece = await readPiece(journal, offset, performance.now() - quiet < QUIET);
      if (piece) {
        offset = piece.end;
        came = performance.now();
        quiet = came;
        yield piece;
        if (piece.last) return;
        continue;
      }
      if (performance.now() - quiet >= QUIET) {
        quiet = performance.now();
        onQuiet?.();
      }
      await changes.next(Math.min(POLL_MOST, Math.max(POLL_FIRST, performance.now() - came)));
    }
  } finally {
    changes.close();
  }
}

/** Whether a reader at this offset has seen the build's last event. */
async function isAtEnd(path: string, offset: number): Promise<boolean> {
  if (offset === 0) return false;
  const { lines, end } = await readTail(path, PIECE, offset);
  return end === offset && toPiece(lines.slice(-1), end).last;
}

/**
 * The complete lines from an offset on, about 256 KB at most; undefined if there is no complete line yet. With
 * `awaitsZeros`, zero bytes mean data that is still to come, not the leftovers of a host that lost power.
 */
export async function readPiece(
  path: string,
  offset: number,
  awaitsZeros = false,
): Promise<JournalPiece | undefined> {
  // Opened again each time: NFS shows another host's writes only to a file that is opened after them.
  const file = await openRegularFile(path);
  if (!file) return undefined;
  try {
    for (let size = FIRST_READ; ; size = Math.max(PIECE, size * 2)) {
      const buffer = Buffer.allocUnsafe(size);
      const { bytesRead } = await file.read(buffer, 0, size, offset);
      if (bytesRead === size && size < PIECE) continue;
      const read = buffer.subarray(0, bytesRead);
      const end = (awaitsZeros ? beforeZeros(read) : read).lastIndexOf(10) + 1;
      if (end > 0) return toPiece(buffer.toString('utf8', 0, end - 1).split('\n'), offset + end);
      if (bytesRead < size) return undefined;
    }
  } catch {
    // A network file system may report a stale handle (ESTALE): the next read opens a new one.
    return undefined;
  } finally {
    await file.close();
  }
}

/** A network file system may show a file's new size before its content, and zeros first; JSON has no zero byte. */
function beforeZeros(bytes: Buffer): Buffer {
  const zero = bytes.indexOf(0);
  return zero < 0 ? bytes : bytes.subarray(0, zero);
}

function toPiece(lines: string[], end: number): JournalPiece {
  const last = lines.some((line) => {
    const event = line.startsWith('{"type":"status"') ? parseEvent(line) : undefined;
    return event?.type === 'status' && hasEnded(event.status);
  });
  return { lines, end, last };
}

/** Wakes when the file changes, when it is time to poll, or when the signal aborts. */
class Changes {
  private changed = false;
  private wake: (() => void) | undefined;
  private readonly watcher: ReturnType<typeof watch> | undefined;

  constructor(
    path: string,
    private readonly signal: AbortSignal,
  ) {
    try {
      // The directory is watched because the journal may not exist yet.
      this.watcher = watch(dirname(path), (_, name) => name === basename(path) && this.notify());
      this.watcher.on('error', () => {});
    } catch {
      // Without a watcher, polling is enough.
    }
    signal.addEventListener('abort', this.notify);
  }

  private readonly notify = () => {
    this.changed = true;
    this.wake?.();
  };

  async next(most: number): Promise<void> {
    if (!this.changed && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, most);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.changed = false;
    this.wake = undefined;
  }

  close(): void {
    this.watcher?.close();
    this.signal.removeEventListener('abort', this.notify);
  }
}

/** The last lines before an offset (by default the journal's end), for a page that shows the end of the log first. */
export async function readTail(
  path: string,
  most: number,
  before?: number,
): Promise<{ lines: string[]; start: number; end: number }> {
  const file = await openRegularFile(path);
  if (!file) return { lines: [], start: 0, end: 0 };
  try {
    const size = before ?? (await file.stat()).size;
    const start = Math.max(0, size - most);
    const buffer = Buffer.alloc(size - start);
    await file.read(buffer, 0, buffer.length, start);
    const first = start === 0 ? 0 : buffer.indexOf(10) + 1;
    const end = beforeZeros(buffer).lastIndexOf(10) + 1;
    if (end <= first) return { lines: [], start: start + first, end: start + first };
    return {
      lines: buffer.toString('utf8', first, end - 1).split('\n'),
      start: start + first,
      end: start + end,
    };
  } finally {
    await file.close();
  }
}
