/**
 * Streams a journal without loss or repetition, whatever happens to the connection. A position in it is the byte offset
 * in the last event's id.
 */
import { parseJson } from '../../base/text/json.js';
import { type Queued, streamEvents } from '../../shared/builds/build-events.js';
import { isQueued } from '../../shared/builds/event-shape.js';
import { readEvents } from './event-text.js';

/** The journal lines between two byte offsets. */
export interface Batch {
  start: number;
  end: number;
  lines: string[];
}

export interface StreamListener {
  take(batch: Batch): void;
  /** The state of a job that has not started. */
  queued(state: Queued): void;
  /** The build has ended, and all lines were delivered. */
  end(): void;
  connected(connected: boolean): void;
}

/** The used part of EventSource. */
export interface JournalSource {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/** The browser as the stream needs it, so that tests can replace it. */
export interface StreamEnvironment {
  connect(url: string): JournalSource;
  fetch(url: string, options: { signal: AbortSignal }): Promise<Response>;
  /** Calls `act` later, unless the returned function is called before. */
  later(act: () => void, milliseconds: number): () => void;
}

const browserEnvironment: StreamEnvironment = {
  connect: (url) => new EventSource(url),
  fetch: (url, options) => fetch(url, { ...options, redirect: 'manual' }),
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

// After this many failed connections in a row, the journal is fetched piece by piece.
const FAILURE_LIMIT = 3;
// Through a proxy that buffers whole responses, a stream never opens.
const OPEN_TIMEOUT = 10_000;
const PAUSE = 2000;
// The time limit of one piece, and the number of pieces after which a stream is tried again.
const PIECE_TIMEOUT = 8000;
const PIECES = 15;

const nothing = () => {};

export class JournalStream {
  private failures = 0;
  private pieces = 0;
  /** Ends the current attempt: a connection, a request or a pause. */
  private leave: () => void = nothing;

  constructor(
    private readonly url: string,
    private offset: number,
    private readonly listener: StreamListener,
    private readonly environment: StreamEnvironment = browserEnvironment,
  ) {}

  /** The offset after the delivered lines. */
  get position(): number {
    return this.offset;
  }

  /** Starts, or continues after `close`. */
  open(): void {
    this.leave();
    if (this.failures < FAILURE_LIMIT) this.connect();
    else void this.fetchPiece();
  }

  close(): void {
    this.leave();
    this.leave = nothing;
  }

  private connect(): void {
    const source = this.environment.connect(this.address());
    const stopWaiting = this.environment.later(() => this.retry(), OPEN_TIMEOUT);
    this.leave = () => {
      stopWaiting();
      source.close();
    };
    source.addEventListener('open', () => {
      stopWaiting();
      this.succeed();
    });
    source.addEventListener(streamEvents.journal, (event) => this.take(event.data, event.lastEventId));
    source.addEventListener(streamEvents.queued, (event) => this.takeQueued(event.data));
    source.addEventListener(streamEvents.end, () => this.end());
    source.addEventListener('error', () => this.retry());
  }

  private takeQueued(data: string): void {
    const state: unknown = parseJson(data);
    if (isQueued(state)) this.listener.queued(state);
  }

  /** Reconnects here, since a browser gives up when a proxy answers instead of the server. */
  private retry(): void {
    this.failures += 1;
    this.listener.connected(false);
    this.leave();
    this.leave = this.environment.later(() => this.open(), PAUSE);
  }

  private succeed(): void {
    this.failures = 0;
    this.listener.connected(true);
  }

  /** Fetches the next events with an ordinary request. */
  private async fetchPiece(): Promise<void> {
    const request = new AbortController();
    const stopWaiting = this.environment.later(() => request.abort(), PIECE_TIMEOUT);
    let left = false;
    this.leave = () => {
      left = true;
      stopWaiting();
      request.abort();
    };
    const answered = await this.readPiece(request.signal);
    if (left) return;
    if (!answered) return this.retry();
    this.pieces += 1;
    this.failures = this.pieces % PIECES === 0 ? FAILURE_LIMIT - 1 : FAILURE_LIMIT;
    this.leave();
    this.leave = this.environment.later(() => this.open(), PAUSE);
  }

  /** Whether the server responded. */
  private async readPiece(signal: AbortSignal): Promise<boolean> {
    let answered = false;
    try {
      const response = await this.environment.fetch(`${this.address()}&once=1`, { signal });
      // A login page in its place is no answer.
      if (!response.ok || !response.body || !isStream(response)) return false;
      answered = true;
      this.listener.connected(true);
      for await (const { event, data, id } of readEvents(response.body)) {
        if (signal.aborted) break;
        if (event === streamEvents.journal) this.take(data, id);
        if (event === streamEvents.queued) this.takeQueued(data);
        if (event === streamEvents.end) this.end();
      }
    } catch {
      // The connection broke: complete events were delivered.
    }
    return answered;
  }

  private take(data: string, id: string): void {
    const end = Number(id);
    if (!(end > this.offset)) return;
    const start = this.offset;
    this.offset = end;
    this.listener.take({ start, end, lines: data.split('\n') });
  }

  private end(): void {
    this.close();
    this.listener.end();
  }

  private address(): string {
    return `${this.url}?from=${this.offset}`;
  }
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
