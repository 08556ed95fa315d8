/** Writes and reads a build's journal and its snapshot. The journal is authoritative; the snapshot saves reading it. */
import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { withPath, writeFileAtomicSync } from '../../base/files.js';
import { isRecord, openRegularFile, storedText, tryReadStored } from '../../base/stored.js';
import { jsonIn } from '../../base/text/json.js';
import { type BuildEvent, hasEnded } from '../../shared/builds/build-events.js';
import { type BuildState, foldEvent, initialState } from '../../shared/builds/build-state.js';
import type { BuildFiles } from '../build-directory.js';
import { endFormat, eventSchema, type Snapshot, snapshotFormat } from './stored-events.js';

// Bytes. Readers read what the journal has after the snapshot; to replace a file takes longer than to append to one.
const SNAPSHOT_EVERY = 1 << 18;

/** Appends events, folds them into the state, and updates the snapshot. One writer at a time. */
export class Journal {
  private readonly file: number;
  private pending: string[] = [];
  private offset = 0;
  private torn = false;
  private snapshotOffset = 0;
  state: BuildState = initialState;

  constructor(private readonly files: BuildFiles) {
    this.file = openJournal(files.journal);
  }

  /** Adds an event; the next flush writes it. */
  add(event: BuildEvent): void {
    this.pending.push(`${JSON.stringify(event)}\n`);
    this.state = foldEvent(this.state, event);
  }

  /** Writes the added events at once. @throws the file system's error, such as ENOSPC. */
  flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Buffer.from(`${this.torn ? '\n' : ''}${this.pending.join('')}`);
    this.pending = [];
    // Until everything is written, the last line may be incomplete; the next flush then starts a new line.
    this.torn = true;
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    } catch (error) {
      throw withPath(error, this.files.journal);
    }
    this.torn = false;
    this.offset += bytes.length;
    if (this.offset - this.snapshotOffset >= SNAPSHOT_EVERY) this.takeSnapshot();
  }

  /** Writes an event at once; for every event except output. The snapshot has each status. */
  record(event: BuildEvent): void {
    this.add(event);
    this.flush();
    if (event.type === 'status') this.takeSnapshot();
  }

  private takeSnapshot(): void {
    this.snapshotOffset = this.offset;
    writeSnapshot(this.files, { state: this.state, offset: this.offset });
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Parses one journal line; undefined if it is incomplete, or a newer version wrote it and it is unknown here. */
export function parseEvent(line: string): BuildEvent | undefined {
  const value = jsonIn(line);
  return isOutput(value) ? value : eventSchema.safeParse(value, { jitless: true }).data;
}

/** Nearly all lines are output. They are checked by hand because a schema takes several times as long. */
function isOutput(value: unknown): value is BuildEvent & { type: 'output' } {
  if (!isRecord(value) || value.type !== 'output') return false;
  const { time, step, stream, line, text, replaces } = value;
  return (
    typeof text === 'string' &&
    typeof line === 'number' &&
    typeof step === 'string' &&
    typeof time === 'number' &&
    (stream === 'stdout' || stream === 'stderr') &&
    (replaces === undefined || replaces === true)
  );
}

/** A build's state from its snapshot and the journal after it; from the whole journal if the snapshot is unreadable. */
export async function readState(files: BuildFiles): Promise<BuildState> {
  const snapshot = tryReadStored(files.status, snapshotFormat);
  if (snapshot && hasEnded(snapshot.state.status)) return snapshot.state;
  return foldFrom(files.journal, snapshot ?? { state: initialState, offset: 0 });
}

/** Whether a build's end is recorded in its snapshot. */
export function hasRecordedEnd({ status }: Pick<BuildFiles, 'status'>): boolean {
  const found = tryReadStored(status, endFormat);
  return found !== undefined && hasEnded(found.state.status);
}

// In bytes. A build that runs is read many times each second, mostly for the last lines.
const LARGEST_PIECE = 1 << 20;
const SMALLEST_PIECE = 1 << 12;

async function foldFrom(path: string, { state, offset }: Snapshot): Promise<BuildState> {
  const file = await openRegularFile(path);
  if (!file) return state;
  let rest = Buffer.alloc(0);
  try {
    const { size } = await file.stat();
    const piece = Math.min(Math.max(size - offset, SMALLEST_PIECE), LARGEST_PIECE);
    const buffer = Buffer.allocUnsafe(piece);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, piece, offset).catch(() => ({ bytesRead: 0 }));
      if (bytesRead === 0) return state;
      offset += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf(10) + 1;
      rest = Buffer.from(bytes.subarray(end));
      for (const line of bytes.toString('utf8', 0, end).split('\n')) {
        const event = line && parseEvent(line);
        if (event) state = foldEvent(state, event);
      }
    }
  } finally {
    await file.close();
  }
}

/** Appends the last event to a journal without a writer, on a new line if the last line is incomplete. */
export async function appendLastEvent(files: BuildFiles, event: BuildEvent): Promise<void> {
  const torn = await isTorn(files.journal);
  const file = openJournal(files.journal);
  try {
    writeSync(file, `${torn ? '\n' : ''}${JSON.stringify(event)}\n`);
  } finally {
    closeSync(file);
  }
  const state = await foldFrom(files.journal, { state: initialState, offset: 0 });
  const { size } = await stat(files.journal);
  writeSnapshot(files, { state, offset: size });
}

function writeSnapshot({ status }: BuildFiles, snapshot: Snapshot): void {
  writeFileAtomicSync(status, storedText(snapshotFormat, snapshot), 0o600);
}

/** Opens a journal for its writer. @throws the file system's error; ENXIO for a FIFO, which would block. */
function openJournal(path: string): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOFOLLOW, 0o600);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw Object.assign(new Error(`${path} is not a regular file`), { code: 'ENXIO', path });
}

async function isTorn(path: string): Promise<boolean> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size === 0) return false;
  const file = await openRegularFile(path);
  if (!file) return false;
  try {
    const last = Buffer.alloc(1);
    await file.read(last, 0, 1, size - 1);
    return last[0] !== 10;
  } finally {
    await file.close();
  }
}
