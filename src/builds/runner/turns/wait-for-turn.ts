/** Waits for what only some builds may have at a time: one of a user's build slots, or a package cache. */
import { join } from 'node:path';
import { type Holder, RENEWAL, releaseLock, renewLock, takeLock } from '../../holding/lock.js';

export interface TurnRequest {
  build: string;
  locks: string;
  /** How many builds may run at a time. */
  builds: number;
  /** The directory that only one build may write at a time; without it, the turn is a build slot. */
  cache?: string;
}

export interface TurnWaiting {
  isCancelled(): boolean;
  /** Called once, before the first wait. */
  onWait(reason: string): void;
}

export interface Turn {
  waited: boolean;
  /** Gives the turn to the next. */
  end(): void;
}

const LOOK = 300;

/** Resolves when it is this build's turn, or the build is cancelled; `end` releases the turn. */
export async function waitForTurn(request: TurnRequest, { isCancelled, onWait }: TurnWaiting): Promise<Turn> {
  const places = request.cache ? [cacheLock(request.cache)] : slots(request);
  for (let waited = false; ; waited = true) {
    const taken = await takeFirst(places, request.build);
    if (typeof taken === 'string') return { waited, end: holdLock(taken, request.build) };
    if (isCancelled()) return { waited, end: () => {} };
    if (!waited) onWait(reasonFor(request, taken));
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

async function takeFirst(places: string[], build: string): Promise<string | Holder> {
  let holder: Holder | undefined;
  for (const place of places) {
    holder = await takeLock(place, build);
    if (!holder) return place;
  }
  return holder as Holder;
}

/** Renews the lock until the returned function is called. */
function holdLock(path: string, build: string): () => void {
  const timer = setInterval(() => renewLock(path, build), RENEWAL);
  return () => {
    clearInterval(timer);
    releaseLock(path, build);
  };
}

function slots({ locks, builds }: TurnRequest): string[] {
  return Array.from({ length: builds }, (_, index) => join(locks, `slot-${index + 1}`));
}

/** Beside the cache, because several hosts may share it. */
function cacheLock(cache: string): string {
  return `${cache}.lock`;
}

function reasonFor({ cache }: TurnRequest, holder: Holder): string {
  const other = `build ${holder.build}`;
  return cache ? `Waiting until ${other} no longer writes the package cache` : `Waiting for ${other} to end`;
}
