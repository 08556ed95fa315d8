/**
 * The journal as it grows: nothing lost, nothing repeated, whatever happens to the connection. A place in it is the
 * byte offset that the last event's id gave.
 */
import { type Queued, streamEvents } from '../../shared/build-events.js';
import { readEvents } from './event-text.js';

/** Journal lines that lie between two offsets. */
export interface Batch {
  start: number;
  end: number;
  lines: string[];
}

export interface StreamListener {
  take(batch: Batch): void;
  /** Where a job stands that has not begun. */
  queued(state: Queued): void;
  /** The build has ended, and every line was given. */
  end(): void;
  connected(is: boolean): void;
}

/** An EventSource, as far as it is used here. */
export interface Source {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/** What the stream needs of the browser. */
export interface StreamWorld {
  connect(url: string): Source;
  fetch(url: string, options: { signal: AbortSignal }): Promise<Response>;
  /** Acts later unless the answer is called before. */
  later(act: () => void, milliseconds: number): () => void;
}

const browserWorld: StreamWorld = {
  connect: (url) => new EventSource(url),
  fetch: (url, options) => fetch(url, options),
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

// How often a connection may fail in a row before the journal is asked for piece by piece.
const FAILURES_MOST = 3;
// A proxy that collects an answer until its end never lets a stream open.
const OPEN_MOST = 10_000;
const PAUSE = 2000;
// How long one piece may take to come, and after how many pieces a connection is tried again.
const PIECE_MOST = 8000;
const PIECES = 15;

const nothing = () => {};

export class JournalStream {
  private failures = 0;
  private pieces = 0;
  /** Ends the present try: a connection, a request or a pause. */
  private leave: () => void = nothing;

  constructor(
    private readonly url: string,
    private offset: number,
    private readonly listener: StreamListener,
    private readonly world: StreamWorld = browserWorld,
  ) {}

  /** Up to where the journal was given. */
  get position(): number {
    return this.offset;
  }

  /** Begins, or goes on where it stood. */
  open(): void {
    this.leave();
    if (this.failures < FAILURES_MOST) this.connect();
    else void this.fetchPiece();
  }

  close(): void {
    this.leave();
    this.leave = nothing;
  }

  private connect(): void {
    const source = this.world.connect(this.address());
    const stopWaiting = this.world.later(() => this.retry(), OPEN_MOST);
    this.leave = () => {
      stopWaiting();
      source.close();
    };
    source.addEventListener('open', () => {
      stopWaiting();
      this.succeed();
    });
    source.addEventListener(streamEvents.journal, (event) => this.take(event.data, event.lastEventId));
    source.addEventListener(streamEvents.queued, (event) => this.listener.queued(JSON.parse(event.data)));
    source.addEventListener(streamEvents.end, () => this.end());
    source.addEventListener('error', () => this.retry());
  }

  /** Not left to the browser, which gives up for good where a proxy answers in the server's place. */
  private retry(): void {
    this.failures += 1;
    this.listener.connected(false);
    this.leave();
    this.leave = this.world.later(() => this.open(), PAUSE);
  }

  private succeed(): void {
    this.failures = 0;
    this.listener.connected(true);
  }

  /** The same events from a request of its own, for as long as they come. */
  private async fetchPiece(): Promise<void> {
    const request = new AbortController();
    const stopWaiting = this.world.later(() => request.abort(), PIECE_MOST);
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
    this.failures = this.pieces % PIECES === 0 ? FAILURES_MOST - 1 : FAILURES_MOST;
    this.leave();
    this.leave = this.world.later(() => this.open(), PAUSE);
  }

  /** Whether the server answered. */
  private async readPiece(signal: AbortSignal): Promise<boolean> {
    let answered = false;
    try {
      const response = await this.world.fetch(`${this.address()}&once=1`, { signal });
      if (!response.ok || !response.body) return false;
      answered = true;
      this.listener.connected(true);
      for await (const { event, data, id } of readEvents(response.body)) {
        if (signal.aborted) break;
        if (event === streamEvents.journal) this.take(data, id);
        if (event === streamEvents.queued) this.listener.queued(JSON.parse(data));
        if (event === streamEvents.end) this.end();
      }
    } catch {
      // Broken off, here or there: what came whole was taken.
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
