/** Writing and reading a build's journal and its snapshot. The journal is the truth; the snapshot spares reading it. */
import { appendFileSync, closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { withPath, writeFileAtomicSync } from '../../base/files.js';
import { type BuildEvent, hasEnded } from '../../shared/build-events.js';
import { type BuildState, foldEvent, initialState } from '../../shared/build-state.js';
import type { BuildFiles } from '../build-directory.js';

/** The state after the first `offset` bytes of the journal. */
export interface Snapshot {
  state: BuildState;
  offset: number;
}

/** Appends events, folds them, and keeps the snapshot. One writer at a time. */
export class Journal {
  private readonly file: number;
  private pending: string[] = [];
  private offset = 0;
  private torn = false;
  state: BuildState = initialState;

  constructor(private readonly files: BuildFiles) {
    this.file = openSync(files.journal, 'a', 0o600);
  }

  /** Adds an event; it is written by the next flush. */
  add(event: BuildEvent): void {
    this.pending.push(`${JSON.stringify(event)}\n`);
    this.state = foldEvent(this.state, event);
  }

  /** Writes what was added, in one go. @throws what the file system says, such as ENOSPC. */
  flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Buffer.from(`${this.torn ? '\n' : ''}${this.pending.join('')}`);
    this.pending = [];
    // Until all is written, the last line may be torn: the next one then begins on a line of its own.
    this.torn = true;
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    } catch (error) {
      throw withPath(error, this.files.journal);
    }
    this.torn = false;
    this.offset += bytes.length;
  }

  /** Writes an event at once and renews the snapshot: for everything but output. */
  record(event: BuildEvent): void {
    this.add(event);
    this.flush();
    writeFileAtomicSync(
      this.files.status,
      JSON.stringify({ state: this.state, offset: this.offset } satisfies Snapshot),
      0o600,
    );
  }

  close(): void {
    closeSync(this.file);
  }
}

/** One journal line, or nothing where it is torn. */
export function parseEvent(line: string): BuildEvent | undefined {
  try {
    return JSON.parse(line) as BuildEvent;
  } catch {
    return undefined;
  }
}

/** Where a build stands, from its snapshot; from the journal where that is missing or unreadable. */
export async function readState(files: BuildFiles): Promise<BuildState> {
  const text = await readFile(files.status, 'utf8').catch(() => '');
  const snapshot = text ? parseSnapshot(text) : undefined;
  if (snapshot && hasEnded(snapshot.state.status)) return snapshot.state;
  return foldFrom(files.journal, snapshot ?? { state: initialState, offset: 0 });
}

/** Whether a build's end is told, by its snapshot alone. */
export function hasToldEnd({ status }: Pick<BuildFiles, 'status'>): boolean {
  try {
    return hasEnded(readJson<Snapshot>(status).state.status);
  } catch {
    return false;
  }
}

function parseSnapshot(text: string): Snapshot | undefined {
  try {
    const snapshot = JSON.parse(text) as Snapshot | undefined;
    return snapshot?.state?.status ? snapshot : undefined;
  } catch {
    return undefined;
  }
}

const PIECE = 1 << 20;

async function foldFrom(path: string, { state, offset }: Snapshot): Promise<BuildState> {
  const file = await open(path).catch(() => undefined);
  if (!file) return state;
  const buffer = Buffer.alloc(PIECE);
  let rest = Buffer.alloc(0);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE, offset).catch(() => ({ bytesRead: 0 }));
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

/** Ends a journal whose writer is gone: a torn last line is closed, so that the event stands on a line of its own. */
export async function appendLastEvent(files: BuildFiles, event: BuildEvent): Promise<void> {
  const torn = await isTorn(files.journal);
  appendFileSync(files.journal, `${torn ? '\n' : ''}${JSON.stringify(event)}\n`, { mode: 0o600 });
  const state = await foldFrom(files.journal, { state: initialState, offset: 0 });
  const { size } = await stat(files.journal);
  writeFileAtomicSync(files.status, JSON.stringify({ state, offset: size } satisfies Snapshot), 0o600);
}

async function isTorn(path: string): Promise<boolean> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size === 0) return false;
  const file = await open(path);
  try {
    const last = Buffer.alloc(1);
    await file.read(last, 0, 1, size - 1);
    return last[0] !== 10;
  } finally {
    await file.close();
  }
}

/** Reads a small JSON file of a build. @throws if it is missing or torn. */
export function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8')) as Value;
}
